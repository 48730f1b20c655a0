#pragma once
#include <vector>

#include "mloc/base/ids.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// What was written of names into the cache while they lay in clear, or were known.
Result<> take_cache_away(Disk& disk);
/// Written before the dossiers change: whose keys are to be destroyed, the person first, then the passports.
Result<> note_forgetting(Disk& disk, const std::vector<CaseId>& ids);
/// Ends what a command began that died: destroys the keys of whoever has a tombstone. Called by every command that writes.
Result<> finish_forgetting(World& world, SealedDisk& disk);

}  // namespace mloc
