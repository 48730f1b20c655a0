#pragma once
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// Truth before output: the index when all is valid, or, where the user allows it, the index without what is not;
/// how much that is has then been said on standard error.
struct Trusted {
  Index* index = nullptr;
  std::size_t left_out = 0;
  Exit exit(Exit otherwise) const { return left_out > 0 ? Exit::partial : otherwise; }
};
Result<Trusted> trusted_index(Workspace& workspace, bool allow_invalid);

}  // namespace mloc
