#pragma once
#include <string>
#include <vector>

#include "mloc/report/guard.hpp"

namespace mloc::report {

/// The first day is one of a month, the last one, too.
bool is_whole_months(const Period& period);

/// Readers outside get whole months, or a period that was published to them: from any two others the difference is a few days.
/// V311 else.
Result<> require_tellable(const Workspace& workspace, const Period& period, const std::string& readers);

/// What readers outside know by publications, or by the months that they may ask for: puts into the runs what they were told of their period, and gives the periods whose
/// figures give away these, or are given away by them: published ones that share days with it, directly or through others, the
/// nearest before and after (of reports that count from the beginning), and the stretches of time between.
Result<std::vector<OtherPeriod>> recall_publications(Workspace& workspace, Index& index, std::vector<ReportRun>& runs, const std::string& readers);

}  // namespace mloc::report
