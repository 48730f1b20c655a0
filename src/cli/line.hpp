#pragma once
#include <span>
#include <string>
#include <vector>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

/// Finds noun and verb on the line, reads their words and runs the verb. `globals` is set as soon as it is known, so
/// that a failure can be shown as the user asked.
Result<Exit> run_line(World& world, std::span<const Noun> nouns, std::vector<std::string> texts, Globals& globals);

}  // namespace mloc::cli
