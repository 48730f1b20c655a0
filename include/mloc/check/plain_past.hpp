#pragma once
#include "mloc/workspace/workspace.hpp"

namespace mloc::check {

/// Warns (V155) when git has names, or in a sealed workspace references, in clear: sealing does not reach the past.
Result<> warn_of_plain_past(Workspace& workspace);

}  // namespace mloc::check
