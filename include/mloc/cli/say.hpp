#pragma once
#include <vector>

#include "mloc/base/phrase.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// One line on standard error, `mloc: ` before it; nothing with --quiet. Its newline is added.
Result<> say(World& world, const Globals& globals, const Phrase& line);

/// Problems on standard error in the compilers' form, with their summary: for commands that go on in spite of them.
/// Those of a Failure are written by the caller of the command.
Result<> complain(World& world, const Globals& globals, std::vector<Problem> problems);

}  // namespace mloc
