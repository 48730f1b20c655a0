#pragma once
#include <optional>
#include <string>

#include "mloc/git/history.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::history {

/// What of a history is told: all fields or one, sensitive codes as they are or masked.
struct Past {
  std::optional<std::string> field;
  bool sensitive = false;
};
/// The history of a case as a table: day, who, kind, record, change, field, name, from, to, commit.
Result<Table> log_of(Workspace& workspace, const History& history, const CaseId& id, const Past& past);

}  // namespace mloc::history
