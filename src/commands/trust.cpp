#include "trust.hpp"

#include <fmt/format.h>

namespace mloc {

Result<Trusted> trusted_index(Workspace& workspace, bool allow_invalid) {
  TRY(index, workspace.index());
  TRY(left_out, index->require_valid(allow_invalid ? Invalid::leave_out : Invalid::refuse));
  if (left_out > 0)
    remark(workspace.world(), fmt::format("{} {} in the records, left out; `mloc check` lists {}", left_out,
                                          left_out == 1 ? "problem" : "problems", left_out == 1 ? "it" : "them"));
  return Trusted{index, left_out};
}

}  // namespace mloc
