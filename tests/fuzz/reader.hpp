#pragma once
#include <string>

#include "mloc/codec/dossier.hpp"

namespace mloc {

/// What must hold for any bytes: reading ends with a verdict; what is accepted is written in a canonical form that
/// reads to the same values and does not change again. Gives what failed, or nothing.
inline std::string fault_of_reader(const std::string& bytes, Room room) {
  const auto read = read_dossier(bytes, "input", room);
  if (!read) return read.error().problems.empty() ? "refused without a word" : "";
  std::vector<const Node*> records;
  for (const Record& record : (*read)->records) records.push_back(record.root);
  const std::string canonical = write_dossier(records);
  const auto again = read_dossier(canonical, "canonical", room);
  if (!again) return "the canonical form is refused: " + again.error().problems.front().text;
  if (!is_canonical(**again)) return "the canonical form is not canonical";
  if ((*again)->records.size() != records.size()) return "records were lost";
  for (const Record& record : (*read)->records) {
    const Record* same_id = (*again)->find(record.id);
    if (!same_id) return "a record lost its id";
    if (write_record(*same_id->root, *same_id->kind) != write_record(*record.root, *record.kind)) return "a value changed";
  }
  return {};
}

}  // namespace mloc
