#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct QueryArgs {
  std::string sql;  ///< with `tables` the name of one, or nothing
  bool tables = false;
  bool sensitive = false;
  bool identities = false;
  bool allow_invalid = false;
};
/// `mloc query "SELECT …"`: any question to the tables of the index; nothing can be changed.
Result<Exit> run_query(World& world, const Globals& globals, const QueryArgs& args);

/// `mloc query --tables [TABLE]`: what each table and column is, by the schemas, and what it is joined on. C211 for no table.
Result<Exit> list_tables(World& world, const Globals& globals, const QueryArgs& args);

struct ExportArgs {
  std::vector<std::string> kinds;  ///< empty: all that the sight reaches
  std::optional<std::string> output;
  bool sensitive = false;
  bool identities = false;
  bool allow_invalid = false;
};
/// `mloc export [KIND…]`: records as JSON Lines, one object each; or one table as CSV. In the order of the files.
Result<Exit> run_export(World& world, const Globals& globals, const ExportArgs& args);

struct PostgresArgs {
  std::vector<std::string> workspaces;  ///< folders; empty: the workspace itself
  bool sensitive = false;
};
/// `mloc export postgresql [DIR…]`: a script for psql with the tables and rows of several workspaces, partitioned by
/// organisation. V207 for two of one organisation; nothing is printed unless all of them are valid.
Result<Exit> export_postgresql(World& world, const Globals& globals, const PostgresArgs& args);

}  // namespace mloc::office
