#pragma once
#include <string>
#include <vector>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Runs one command line (without the program's name) and gives its exit status; problems go to `world.err`.
/// Nothing is thrown.
int run(World& world, std::vector<std::string> arguments);

}  // namespace mloc
