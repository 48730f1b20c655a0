#pragma once
#include <span>

#include "mloc/cli/words.hpp"

namespace mloc::cli {

/// The one list of commands, written by hand, in the order of `mloc --help`.
std::span<const Noun> nouns();

}  // namespace mloc::cli
