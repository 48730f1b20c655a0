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
/// Its options: of which command, the option, and what is said in its place.
struct RenamedOption {
  std::string_view command, before, now;
};
std::span<const RenamedOption> renamed_options();

}  // namespace mloc::cli
