#pragma once
#include <optional>
#include <vector>

#include "mloc/enrol/rules/follow_up.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::enrol {

/// Everyone of the workspace, by case id, or one person: what follow_up's rules look at.
Result<std::vector<Followed>> read_followed(Workspace& workspace, const std::optional<CaseId>& only = std::nullopt);

/// Every alert of the workspace's rules today.
struct PersonAlert {
  std::string case_id, file_number;
  Alert alert;
};
Result<std::vector<PersonAlert>> read_alerts(Workspace& workspace);

}  // namespace mloc::enrol
