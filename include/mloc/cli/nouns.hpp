#pragma once
#include <span>
#include <string_view>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

/// Every command, in the order of `mloc --help`; written in src/house.cpp, which alone knows all rooms.
std::span<const Noun> nouns();

/// Words of version 0.1.0 that say something else now.
struct Renamed {
  std::string_view before, now;
};
std::span<const Renamed> renamed();

}  // namespace mloc::cli
