#pragma once
#include <string>
#include <vector>

#include "mloc/records/merge.hpp"

namespace mloc {

/// One record in three versions; `base` is nullptr when both sides made it.
struct ThreeRecords {
  const Record* base = nullptr;
  const Record* ours = nullptr;
  const Record* theirs = nullptr;
};

/// The merged record's text, from `---`, and what could not be decided.
struct MergedRecord {
  std::string text;
  std::vector<MergeConflict> conflicts;
};

/// Merges a record that both sides changed. `bytes` are the texts of the three files.
MergedRecord merge_record(const ThreeRecords& records, std::string_view base, std::string_view ours, std::string_view theirs);

/// A value on one line, for messages: `60`, `[a, b]`, `{C1.3: traite}`; empty without a value.
std::string one_line(const Node* value);
/// Three texts between markers; the parts are whole lines or empty.
std::string marked(std::string_view ours, std::string_view base, std::string_view theirs);

}  // namespace mloc
