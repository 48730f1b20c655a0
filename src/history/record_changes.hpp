#pragma once
#include <string>
#include <vector>

#include "mloc/render/table.hpp"
#include "mloc/workspace/record_words.hpp"

namespace mloc::history {

/// How changes are told: codes by the labels of the workspace's lists where people read, as they are for programs.
struct Telling {
  Language language;
  Sensitive sensitive;
  const Lists* lists = nullptr;  ///< those that come with mloc when none are given
  bool in_words = false;
};

/// One thing that differs between two versions of a file of records.
struct RecordChange {
  std::string kind, record;  ///< empty: the file as a whole, which cannot be read
  std::string change;        ///< added, removed, changed, unreadable
  std::string field, name;   ///< of a changed record
  std::string from, to;      ///< of an added or removed record what it said, on one line
  bool operator==(const RecordChange&) const = default;
};

/// The columns of a change in a listing, and its cells in their order.
std::vector<Column> change_columns();
std::vector<Cell> cells_of(const RecordChange& change);

/// What became of `before` (none: an empty text) in `after`, in the order of the records' ids. Broken records are left out.
std::vector<RecordChange> changes_between(const std::string& before, const std::string& after, Folder folder, const Telling& telling);

/// The changes that a merge made itself: those against its first parent that no other parent shows.
std::vector<RecordChange> changes_of_merge(const std::vector<std::vector<RecordChange>>& against_parents);

}  // namespace mloc::history
