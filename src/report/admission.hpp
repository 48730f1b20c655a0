#pragma once
#include <string>
#include <utility>
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc::report {

/// What became of a programme's applications up to a day. For the office alone: reasons are of few people each.
struct Admission {
  std::int64_t applications = 0, eligible = 0;
  std::vector<std::pair<std::string, std::int64_t>> reasons;  ///< what was not met, in French as the letters say it, the most frequent first
  std::int64_t drawn = 0, selected = 0;                       ///< in draws that were run by then
};
Result<Admission> admission_of(Workspace& workspace, const Programme& programme, Date last);

}  // namespace mloc::report
