#pragma once
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct InitArgs {
  std::string folder = ".";
  std::string template_name = "empty";
  bool sealed = false;  ///< identities are sealed from the first one on
};
/// Writes the files of a template into a new workspace; D110 when one of them exists already.
Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args);

struct SchemaArgs {
  std::optional<std::string> kind;
};
/// One schema with its code lists put in; without a kind the list of kinds.
Result<Exit> show_schema(World& world, const Globals& globals, const SchemaArgs& args);

}  // namespace mloc::office
