#pragma once
#include "history/verbs.hpp"
#include "mloc/git/history.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// The history of a case as a table: day, who, kind, record, change, field, name, from, to, commit.
Result<Table> log_of(Workspace& workspace, const History& history, const CaseId& id, const LogArgs& args);

}  // namespace mloc
