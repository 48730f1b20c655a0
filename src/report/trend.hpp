#pragma once
#include "mloc/cli/options.hpp"
#include "mloc/report/engine/report.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::report {

/// The table with a column `trend` after its words, in which the rows of the report's trend (its months) have bars of eighths of a character:
/// on a terminal whose locale is UTF-8, or where --columns names it. Any other table as it is. Reads codes, not words.
Table with_trend(Table table, const Report& report, const World& world, const Globals& globals);

}  // namespace mloc::report
