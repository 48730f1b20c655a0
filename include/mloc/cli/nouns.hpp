#pragma once
#include <span>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

/// Every command, in the order of `mloc --help`; written in src/house.cpp, which alone knows all rooms.
std::span<const Noun> nouns();

}  // namespace mloc::cli
