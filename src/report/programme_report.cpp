#include "programme_report.hpp"

#include <algorithm>

namespace mloc::report {

Result<ReportRun> of_programme(ReportRun run, const std::string& code) {
  const auto found = std::ranges::find(run.report.columns, "programme", &ReportColumn::name);
  if (found == run.report.columns.end()) return fail(Exit::usage, problem("G128"_m, "programme"));
  const auto column = static_cast<std::size_t>(found - run.report.columns.begin());
  for (std::size_t row = run.figures.rows.size(); row-- > 0;) {
    if (run.figures.rows[row][column].value == SqlValue(code)) continue;
    run.figures.rows.erase(run.figures.rows.begin() + static_cast<std::ptrdiff_t>(row));
    if (!run.hidden.empty()) run.hidden.erase(run.hidden.begin() + static_cast<std::ptrdiff_t>(row));
  }
  return run;
}

}  // namespace mloc::report
