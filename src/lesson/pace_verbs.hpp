#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct PaceArgs {
  std::vector<CaseText> cases;  ///< empty: everybody who has a school
  std::optional<std::string> state;
  bool fail_if_any = false;
};
/// The pace that status and project suggest, with its reason, beside the one agreed on and what was attended since.
Result<Exit> list_paces(World& world, const Globals& globals, const PaceArgs& args);

}  // namespace mloc::lesson
