#pragma once
#include <string>
#include <vector>

#include "mloc/store/change.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// In git, and the same for all: how far each clone's journal has come.
inline constexpr std::string_view journal_heads_path = "passports/journals.yaml";

/// How far a clone's journal of accesses has come: it holds that many lines, the last with that digest.
struct JournalHead {
  std::string clone;
  int entries = 0;
  std::string chain;
};

/// What this copy of the workspace has seen, in `.mloc`, where no checkout reaches: the furthest of each journal.
Result<std::vector<JournalHead>> seen_heads(Disk& disk);
/// After a change is in place: the journals that it wrote have come so far.
Result<> note_heads(Disk& disk, const Change& change);

}  // namespace mloc
