#pragma once
#include <optional>

#include "refresh.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc::index {

/// The cache as it lies there, not compared with the files; only where they are slow enough for this to matter.
std::optional<Database> open_unlooked(Disk& disk, bool sealed);
/// What the survey says: from the cache, brought up to it, or in memory where no cache can be kept.
Database open_database(Disk& disk, const Survey& survey);
Database open_in_memory(Disk& disk, const Survey& survey);
/// Unless another process holds it.
void take_away_cache(Disk& disk);

}  // namespace mloc::index
