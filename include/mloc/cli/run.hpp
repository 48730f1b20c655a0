#pragma once
#include <string>
#include <vector>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Runs one command line (without the program's name) and gives its exit status; problems go to `world.err`.
/// Nothing is thrown.
int run(World& world, std::vector<std::string> arguments);

/// Writes a failure to `world.err`, as run() does, and gives its exit status.
int report_failure(World& world, Failure failure);

}  // namespace mloc
