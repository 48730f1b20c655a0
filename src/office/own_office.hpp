#pragma once
#include "init_verbs.hpp"
#include "mloc/store/change.hpp"

namespace mloc::office {

/// Whether anything of an office of one's own is said.
bool says_own_office(const InitArgs& args);
/// Asks for what was not said, line by line, on a terminal.
Result<InitArgs> asked(World& world, InitArgs args);
/// mloc.toml and the first programme's file, from what was said; N2xx where that contradicts itself.
Result<Change> own_office(const InitArgs& args);

}  // namespace mloc::office
