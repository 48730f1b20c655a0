#pragma once
#include <optional>
#include <vector>

#include "admission.hpp"
#include "mloc/render/page.hpp"
#include "run_report.hpp"

namespace mloc::report {

/// A programme's page for those who pay for it: the answer in a sentence, from the application to the last step, objectives by site,
/// results by site and school, the months, the money, who they are, what is not measured. Three sheets of paper. `runs` as their
/// readers may see them, all programmes; `admission`: for the office alone.
Result<Page> programme_page(const Index& index, const std::vector<ReportRun>& runs, const Programme& programme, const Period& period,
                            const std::optional<Admission>& admission, Language language);

}  // namespace mloc::report
