#pragma once
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// Truth before output: the index when all is valid, or, where the user allows it, the index without what is not;
/// how much that is has then been said on standard error.
struct Trusted {
  Index* index = nullptr;
  std::size_t left_out = 0;
  Exit exit(bool nothing_found) const {
    return left_out > 0 ? Exit::partial : nothing_found ? Exit::no : Exit::done;
  }
};
Result<Trusted> trusted_index(Workspace& workspace, bool allow_invalid);

}  // namespace mloc
