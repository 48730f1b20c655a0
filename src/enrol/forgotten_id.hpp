#pragma once
#include <optional>
#include <string_view>

#include "mloc/workspace/tombstones.hpp"

namespace mloc::enrol {

/// The tombstone that a new application would bring back: by its file number, or by its identity record.
inline std::optional<CaseId> forgotten_id(const Forgotten& forgotten, std::string_view file_number, const Node& identity) {
  if (const auto found = forgotten.by_number(file_number)) return found;
  const auto birth = Date::parse(identity.get("birth_date"));
  return birth ? forgotten.by_person(identity.get("surname"), identity.get("first_name"), *birth) : std::nullopt;
}

}  // namespace mloc::enrol
