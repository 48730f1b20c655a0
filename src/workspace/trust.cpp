#include "mloc/base/phrases.hpp"
#include "mloc/workspace/trust.hpp"

namespace mloc {

Result<Trusted> trusted_index(Workspace& workspace, bool allow_invalid) {
  TRY(index, workspace.index());
  TRY(left_out, index->require_valid(allow_invalid ? Invalid::leave_out : Invalid::refuse));
  if (left_out > 0)
    remark(workspace.world(), left_out == 1 ? phrase("{} problem in the records, left out; `mloc check` lists it", left_out)
                                            : phrase("{} problems in the records, left out; `mloc check` lists them", left_out));
  return Trusted{index, left_out};
}

}  // namespace mloc
