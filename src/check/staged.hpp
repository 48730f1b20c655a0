#pragma once
#include "mloc/workspace/workspace.hpp"

namespace mloc::check {

/// `check --staged`: every file that the next commit would hold, as it is staged. Exit::no with faults.
Result<Exit> check_staged(World& world, const Globals& globals);

}  // namespace mloc::check
