#pragma once
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::check {

struct CheckArgs {
  bool fix = false;
  bool strict = false;  ///< a file that is not canonical counts as a fault
  bool staged = false;  ///< what git would commit, not the files as they lie
  std::optional<std::string> range;  ///< OLD..NEW: what a push by --as brings
  std::optional<std::string> law;    ///< the branch that says who is who
  std::optional<std::string> reference, administrator;
  std::vector<std::string> allowed;  ///< `branch`, `tag`
};
/// Reads every file and says all that is wrong: form, schema, references, check digits. With --fix files in another
/// layout are rewritten. Exit::no with faults.
Result<Exit> check_workspace(World& world, const Globals& globals, const CheckArgs& args);

}  // namespace mloc::check
