#pragma once
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct PaceArgs {
  std::vector<std::string> terms;  ///< cases among them; without: everybody who has a school
};
/// The pace that status and project suggest, with its reason, beside the one agreed on and what was attended since.
Result<Exit> list_paces(World& world, const Globals& globals, const PaceArgs& args);

}  // namespace mloc::lesson
