#pragma once
#include "mloc/render/page.hpp"
#include "run_report.hpp"
#include "verbs.hpp"

namespace mloc::report {

/// `mloc report all PERIOD -o DIR`: each report as CSV and as a page, and an index page; the folder is there whole or not at
/// all. D115 for a folder that is no earlier output.
Result<Exit> make_all_reports(Workspace& workspace, const ReportArgs& args);

/// Every report; for readers outside those that say whom they count.
Result<std::vector<ReportRun>> run_all(Workspace& workspace, Index& index, const ReportArgs& args);

/// A programme's own page, of these runs.
Result<Page> page_of_programme(Workspace& workspace, const Index& index, const std::vector<ReportRun>& runs, const Programme& programme, const ReportArgs& args);
/// The page with the office above it, and whom it is for. No day of today: the same data give the same bytes.
Page signed_page(Page page, const Workspace& workspace, const std::optional<std::string>& readers);
/// The language of pages: what --lang says, else the workspace's.
Language page_language(const Workspace& workspace);

}  // namespace mloc::report
