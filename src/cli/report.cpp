#include "mloc/cli/words.hpp"
#include "mloc/commands/report.hpp"

namespace mloc::cli {

std::vector<Verb> report_verbs() {
  using Args = ReportArgs;
  return {verb<Args>("", "Print the figures of a report for a period; `mloc report list` names the reports.", make_report,
                     {"mloc report monthly 2010-06", "mloc report monthly last-month -O csv", "mloc report pole 2010", "mloc report list"},
                     {argument("NAME", &Args::name, "the report, or list"),
                      argument("[PERIOD]", &Args::period, "2010-06, 2010-Q2, 2010, last-month, 2010-03..2010-06"),
                      flag("--allow-invalid", &Args::allow_invalid, "leave records with errors out; the status is 3"),
                      flag("--fail-if-empty", &Args::fail_if_empty, "status 1 when there is no row")},
                     report)};
}

}  // namespace mloc::cli
