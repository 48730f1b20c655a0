#pragma once
#include <optional>
#include <vector>

#include "mloc/commands/workspace.hpp"
#include "mloc/domain/follow_up.hpp"

namespace mloc {

/// Everyone of the workspace, by case id, or one person: what follow_up's rules look at.
Result<std::vector<Followed>> read_followed(Workspace& workspace, const std::optional<CaseId>& only = std::nullopt);

/// Every alert of the workspace's rules today.
struct PersonAlert {
  std::string case_id, file_number;
  Alert alert;
};
Result<std::vector<PersonAlert>> read_alerts(Workspace& workspace);

}  // namespace mloc
