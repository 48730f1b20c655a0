#pragma once
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// The table on standard output in the form that was asked for; Exit::usage for an unknown column.
Result<> print(World& world, const Globals& globals, Table table);

}  // namespace mloc
