#pragma once
#include <memory>
#include <string>

#include "mloc/store/sealed_disk.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// The disk of the workspace in `folder`, with its key store when there is one: $MLOC_KEYS, else `<workspace>.keys` beside it.
Result<std::unique_ptr<SealedDisk>> open_sealed_disk(World& world, const std::string& folder);

/// Makes the key store when there is none: a folder that nobody else may enter, which git never tracks.
Result<> make_key_store(World& world, SealedDisk& disk);

}  // namespace mloc
