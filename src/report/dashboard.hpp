#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/render/page.hpp"
#include "run_report.hpp"

namespace mloc::report {

/// What the dashboard is made of. `runs` are as their readers may see them; for readers outside neither months before nor what waits
/// is among them.
struct DashboardSource {
  std::string office;
  std::vector<Programme> programmes;
  Period period;
  std::string digest;
  std::optional<std::string> readers;   ///< none: the office
  std::optional<std::string> workbook;  ///< a file beside the page
};

/// The month (or whatever period) on one page: the answer in a sentence, what is to be seen first, a card for each programme and each
/// kind of work, reports without data, how to read it.
Result<Page> dashboard(const Index& index, const std::vector<ReportRun>& runs, const DashboardSource& source, Language language);

/// The twelve months that end with the period, or twice its months: what the report `trend` is run for beside a period.
Period months_before(const Period& period);
/// What the report `attention` is run for: the period and the month before.
Period attention_period(const Period& period);

}  // namespace mloc::report
