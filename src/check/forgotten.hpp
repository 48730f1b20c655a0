#pragma once
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc::check {

/// H163 for what a merge, or another copy of the keys, has brought back of a person with a tombstone.
void check_forgotten(const Dossier& dossier, const Workspace& workspace, std::vector<Problem>& problems);

}  // namespace mloc::check
