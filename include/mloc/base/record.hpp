#pragma once
#include <string_view>

#include "mloc/base/node.hpp"

namespace mloc {

/// The kind that a record says it is, without its version: `lesson` of `record: lesson/1`; empty when it says none.
inline std::string_view record_kind(const Node& record) {
  const std::string_view text = record.get("record");
  return text.substr(0, text.find('/'));
}
inline bool is_kind(const Node& record, std::string_view kind) { return record_kind(record) == kind; }

}  // namespace mloc
