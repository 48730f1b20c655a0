#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "memory_disk.hpp"
#include "mloc/store/store.hpp"

namespace mloc {

/// A workspace before and after one change; the change itself follows from the two.
struct Scenario {
  std::map<std::string, std::string> before;
  std::map<std::string, std::string> after;
};

Scenario one_file_changed();
Scenario one_file_added();    ///< in a folder that is not there yet
Scenario one_file_removed();
Scenario batch();             ///< changed, added and removed files in several folders
Scenario large_batch();       ///< above 64 files: synced with the whole file system

/// How a command that made the change ended.
enum class Ending { done, refused, not_confirmed, decided, ended };
enum class PowerCut { no, yes };

/// Opens the workspace, reads every file, commits the difference.
Ending make_change(Disk& disk, const Scenario& scenario);
/// Opens the workspace once more, which finishes or sweeps what was begun; what is wrong then, or nothing.
std::string verdict(Disk& disk, const Scenario& scenario, Ending outcome, PowerCut cut);
/// The files of the workspace outside `.mloc`.
std::map<std::string, std::string> workspace_files(Disk& disk);

/// A disk over the given one; tests plant their bugs so.
using Wrap = std::function<std::unique_ptr<Disk>(Disk&)>;
Wrap as_it_is();

struct Tally {
  std::size_t rounds = 0;
  std::vector<std::string> violations;
};
/// Every step (of `stride`) × every kind of failure, once and persistent, and × what a power cut may leave then.
Tally break_every_step(const Scenario& scenario, const Wrap& wrap, std::size_t stride = 1);
/// The process ends at a step (of `stride`), the next one is broken at every step too (of a fourth of it), with and without power cuts.
Tally break_recovery(const Scenario& scenario, const Wrap& wrap, std::size_t stride);

bool long_run();  ///< MLOC_LONG=1 asks for more rounds

}  // namespace mloc
