#pragma once
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::history {

struct MigrateArgs {};
/// Brings every record of the workspace to its present version, sealed ones included, and puts the successor in the place of
/// each code that ended; one change. What a person has to decide is listed and left.
Result<Exit> migrate_workspace(World& world, const Globals& globals, const MigrateArgs& args);

}  // namespace mloc::history
