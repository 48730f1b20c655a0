#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::imports {

struct ImportArgs {
  std::string what;  ///< a kind of record, or the name of a mapping
  std::vector<std::string> files;
  bool keep_going = false;
  std::optional<std::string> rejects;
  bool void_gone = false;
  std::optional<std::string> gone;  ///< where to list the records whose rows vanished
  std::vector<std::string> empty;   ///< columns that may lose more than a tenth of their values
};

/// `mloc import KIND|MAPPING FILE…`: imports/MAPPING.toml, else the one mapping that makes such records (I125, I126). Exit::no with
/// rejected rows and nothing written, Exit::partial with --keep-going, Exit::conflict when a record was edited since.
Result<Exit> import_files(World& world, const Globals& globals, const ImportArgs& args);

struct SuggestArgs {
  std::string file, kind;
  std::optional<std::string> save;  ///< the mapping's name in the workspace
};

/// `mloc import suggest FILE --kind KIND`: a mapping file for a table, printed or put down, and what its first rows would be. I177 for a
/// kind that no import makes, I178 where there is a mapping of that name.
Result<Exit> suggest_mapping(World& world, const Globals& globals, const SuggestArgs& args);

}  // namespace mloc::imports
