#pragma once
#include <string>
#include <vector>

#include "mloc/render/page.hpp"
#include "run_report.hpp"

namespace mloc::report {

/// The run with the rows of one programme only, after small numbers were hidden: what is hidden hangs on all programmes. G128 for
/// a report that does not tell them apart.
Result<ReportRun> of_programme(ReportRun run, const std::string& code);

/// A programme's own page: of `runs` those that tell its rows apart and have some, the report `programme` first, and those about
/// what it has (`-- page:`): driving schools, diagnoses of mobility.
Result<Page> programme_page(const Index& index, const std::vector<ReportRun>& runs, const std::string& code, Language language);

}  // namespace mloc::report
