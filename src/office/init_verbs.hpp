#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct InitArgs {
  std::string folder = ".";
  std::optional<std::string> template_name;
  bool sealed = false;  ///< identities are sealed from the first one on
  bool list = false;    ///< the templates, and nothing is made
  // An office of one's own: asked for on a terminal where none is said.
  std::optional<std::string> name, programme, admission, ages;
  std::optional<Date> starts, ends;
  std::vector<std::string> sites, staff, places;
};
/// Writes the files of a template, or those of an office of one's own, into a new workspace; D110 when one of them exists already.
Result<Exit> init_workspace(World& world, const Globals& globals, const InitArgs& args);

struct SchemaArgs {
  std::optional<std::string> kind;
};
/// One schema with its code lists put in; without a kind the list of kinds.
Result<Exit> show_schema(World& world, const Globals& globals, const SchemaArgs& args);

}  // namespace mloc::office
