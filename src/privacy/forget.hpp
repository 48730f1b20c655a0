#pragma once
#include <string>

#include "forgetting.hpp"

namespace mloc::privacy {

/// Forgets one person and proves it: what it says on the way stands on standard output; H162 with Exit::no for each place
/// where something is left.
Result<> forget_one(Workspace& workspace, const CaseId& id, const std::string& basis, Extent extent);
/// Says plainly what no command can reach from here.
Result<> tell_what_remains(Workspace& workspace);

}  // namespace mloc::privacy
