#pragma once
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct AlertListArgs {
  std::vector<std::string> terms;  ///< cases among them
};
/// Each alert of the rules in mloc.toml: which rule fired, on which record, since when, and the threshold.
Result<Exit> list_alerts(World& world, const Globals& globals, const AlertListArgs& args);

}  // namespace mloc::office
