#pragma once
#include <optional>
#include <string>
#include <vector>

#include "commands/report_run.hpp"

namespace mloc {

/// Compares the run with what was published for its period and these readers; `run.revised` stays empty when nothing was.
Result<> find_revisions(const Workspace& workspace, ReportRun& run, const std::optional<std::string>& readers);

}  // namespace mloc
