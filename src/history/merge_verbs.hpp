#pragma once
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::history {

struct MergeDriverArgs {
  std::string base, ours, theirs;  ///< git's %O %A %B: three versions of a file; an empty base is none
  std::string path;                ///< git's %P: where the file lies in the repository
};
/// Merges three versions of a file of records into `ours`, record by record, then asks the dossier's rules. Exit::conflict
/// with every conflict named and marked in `ours`; a version that cannot be read leaves both texts there, marked.
Result<Exit> drive_merge(World& world, const Globals& globals, const MergeDriverArgs& args);

struct ResolveArgs {
  std::string file;                ///< a path of the workspace or a whole case id
  std::vector<std::string> takes;  ///< SIDE, RECORD=SIDE or RECORD.FIELD=SIDE
};
/// Lists what a merge has left marked in a file (Exit::conflict when there is any); with `takes` puts the chosen sides
/// in, once every conflict has one.
Result<Exit> resolve_conflicts(World& world, const Globals& globals, const ResolveArgs& args);

}  // namespace mloc::history
