#pragma once
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

struct InitArgs {
  std::string folder = ".";
  std::string template_name = "empty";
  bool sealed = false;  ///< identities are sealed from the first one on
};
/// Writes the files of a template into a new workspace; D110 when one of them exists already.
Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args);

struct CheckArgs {
  bool fix = false;
  bool strict = false;  ///< a file that is not canonical counts as a fault
  bool staged = false;  ///< what git would commit, not the files as they lie
  std::optional<std::string> range;  ///< OLD..NEW: what a push by --as brings
};
/// Reads every file and says all that is wrong: form, schema, references, check digits. With --fix files in another
/// layout are rewritten. Exit::no with faults.
Result<Exit> check_workspace(World& world, const Globals& globals, const CheckArgs& args);

struct SchemaArgs {
  std::optional<std::string> kind;
};
/// One schema with its code lists put in; without a kind the list of kinds.
Result<Exit> show_schema(World& world, const Globals& globals, const SchemaArgs& args);

}  // namespace mloc
