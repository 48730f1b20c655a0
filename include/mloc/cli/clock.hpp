#pragma once
#include "mloc/sys/world.hpp"

namespace mloc {

/// The day it is by the clock of the machine, whatever --today and MLOC_TODAY say.
Date clock_day(const World& world);
/// The world of a command that is told another day for today.
World with_today(const World& world, Date today);

}  // namespace mloc
