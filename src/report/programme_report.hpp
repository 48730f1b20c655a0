#pragma once
#include <string>

#include "run_report.hpp"

namespace mloc::report {

/// The run with the rows of one programme only, after small numbers were hidden: what is hidden hangs on all programmes. G128 for
/// a report that does not tell them apart.
Result<ReportRun> of_programme(ReportRun run, const std::string& code);

}  // namespace mloc::report
