#pragma once
#include <span>
#include <string>

#include "mloc/render/page.hpp"
#include "mloc/render/workbook.hpp"
#include "run_report.hpp"

namespace mloc::report {

/// A report as a page: its drawings, then its table (report_words.hpp), which has all rows of the run. Of more than a thousand
/// rows only `file` beside the page has them all, when there is one.
Page page_of(const ReportRun& run, const Table& table, Language language, const std::string& file = {});
/// The report's drawings.
void put_drawings(Page& page, const ReportRun& run, const Table& table, Language language);
/// The first sheet of a workbook: what it is, of whom, for whom, and what each of the others holds.
Sheet about_sheet(std::span<const ReportRun* const> runs, const std::string& office, const std::optional<std::string>& readers, Language language);
/// A report as a sheet of a workbook.
Sheet sheet_of(const ReportRun& run, Table table, Language language);

}  // namespace mloc::report
