#pragma once
#include <vector>

#include "mloc/codec/dossier.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// What `check` finds wrong with a passport, its attached files, or a journal of accesses.
void check_passport(const Dossier& dossier, Disk& disk, std::vector<Problem>& problems);

}  // namespace mloc
