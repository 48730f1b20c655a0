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
  bool void_gone = false;  ///< of lessons
};

/// `mloc import KIND|MAPPING FILE…`: imports/MAPPING.toml, else the one mapping that makes such records (I125, I126). Exit::no with
/// rejected rows and nothing written, Exit::partial with --keep-going, Exit::conflict when a record was edited since.
Result<Exit> import_files(World& world, const Globals& globals, const ImportArgs& args);

}  // namespace mloc::imports
