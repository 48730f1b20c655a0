#pragma once
#include <optional>
#include <string>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::office {

struct CodesArgs {
  std::optional<std::string> list, word;
};
/// `mloc codes [LIST] [WORD]`: the lists, or a list's codes with how many records use each.
Result<Exit> list_codes(World& world, const Globals& globals, const CodesArgs& args);

}  // namespace mloc::office
