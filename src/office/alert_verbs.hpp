#pragma once
#include <optional>
#include <string>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct AlertListArgs {
  std::optional<CaseText> case_text;
  std::optional<std::string> rule, person;
  bool fail_if_any = false;
};
/// Each alert of the rules in mloc.toml: which rule fired, on which record, since when, and the threshold.
Result<Exit> list_alerts(World& world, const Globals& globals, const AlertListArgs& args);

}  // namespace mloc::office
