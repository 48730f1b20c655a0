#pragma once
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct CompleteArgs {
  std::vector<std::string> words;
};
Result<Exit> complete(World& world, const Globals& globals, const CompleteArgs& args);

}  // namespace mloc::office
