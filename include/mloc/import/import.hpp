#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::imports {

struct ImportArgs {
  std::string mapping_name;           ///< of `mloc import NAME FILE…`
  std::vector<std::string> files;
  std::optional<std::string> mapping; ///< --mapping
  bool keep_going = false;
  std::optional<std::string> rejects;
  bool void_gone = false;             ///< of lessons
};

/// `mloc import NAME FILE…`: any mapping. Exit as in cli.md: 1 with rejected rows and nothing written, 3 with
/// --keep-going, 4 when a record was edited since.
Result<Exit> import_named(World& world, const Globals& globals, const ImportArgs& args);
/// `mloc NOUN import FILE…`: by the one mapping that makes `kind`, or the one that --mapping names.
Result<Exit> import_as(World& world, const Globals& globals, std::string_view kind, const ImportArgs& args);

}  // namespace mloc::imports
