#pragma once
#include "mloc/base/phrases.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// What was asked for, on this standard output: a terminal has so much room.
View view_on(const World& world, const Globals& globals);
/// The table on standard output in the form that was asked for, and how the command ends by its rows; Exit::usage for an unknown column.
Result<Exit> print(World& world, const Globals& globals, Table table);
/// What a command says when it has done its work, unless -q; D191 when nobody takes it, for it is done all the same.
Result<> say_done(World& world, const Globals& globals, const Phrase& line);

}  // namespace mloc
