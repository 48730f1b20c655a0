#pragma once
#include <optional>
#include <string>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct RecoverArgs {
  std::optional<std::string> side;  ///< `journal` or `files`; without it both are shown
};
/// What an interrupted batch waits for that no command can finish: what its journal holds beside what lies there; takes either
/// side and keeps the other.
Result<Exit> recover(World& world, const Globals& globals, const RecoverArgs& args);

}  // namespace mloc::office
