#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/date.hpp"

namespace mloc::enrol {

struct NamedCase {
  std::string id;
  std::string surname;
  std::string first_name;
  Date birth_date;
};
/// Two case ids, the smaller first.
using CasePair = std::pair<std::string, std::string>;
CasePair case_pair(std::string_view a, std::string_view b);

/// Equal for one name and birth date whatever the accents, case, blanks and hyphens.
std::string duplicate_key(std::string_view surname, std::string_view first_name, Date birth_date);
/// The pairs of different cases with one key on which nobody decided, sorted.
std::vector<CasePair> undecided_duplicates(std::span<const NamedCase> cases, const std::set<CasePair>& decided);

}  // namespace mloc::enrol
