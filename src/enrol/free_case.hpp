#pragma once
#include "mloc/workspace/workspace.hpp"

namespace mloc::enrol {

/// An id that neither the workspace nor what is to be written holds.
inline Result<CaseId> free_case_id(const Workspace& workspace, const Change& pending) {
  for (;;) {
    const CaseId id = CaseId::make(workspace.world().random);
    TRY(taken, workspace.store().holds(case_path(id)));
    if (!taken && !pending.find(case_path(id))) return id;
  }
}

}  // namespace mloc::enrol
