#pragma once
#include "run_report.hpp"
#include "verbs.hpp"

namespace mloc::report {

/// `mloc report all PERIOD -o DIR`: each report as CSV and as a page, and an index page; the folder is there whole or not at
/// all. D115 for a folder that is no earlier output.
Result<Exit> make_all_reports(Workspace& workspace, const ReportArgs& args);

/// Every report; for readers outside those that say whom they count.
Result<std::vector<ReportRun>> run_all(Workspace& workspace, Index& index, const ReportArgs& args);

/// The language of pages: what --lang says, else the workspace's.
Language page_language(const Workspace& workspace);

}  // namespace mloc::report
