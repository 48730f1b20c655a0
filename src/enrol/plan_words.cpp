#include "plan_verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::enrol {

using namespace cli;

std::vector<Verb> plan_verbs() {
  return {
      verb<PlanArgs>("plan", "Show the plan of one person: objectives and recommendations together.", show_plan,
                     {"mloc enrol plan PM-2010-0001"},
                     {argument("CASE", &PlanArgs::case_text, "id, file number, unique prefix or name")}, listing),
      verb<DoseArgs>("dose", "List the dose of support for each person and programme; diagnosis only is flagged.", list_dose,
                     {"mloc enrol dose programme:mobilite", "mloc enrol dose PM-2010-0001"},
                     {argument("[TERM...]", &DoseArgs::terms, "field:value, field:least..most, not:field:value; else a case: id, file number, unique prefix or name")},
                     listing),
      verb<LeaversArgs>("leavers", "List early school leavers to whom no solution was proposed.", list_leavers, {"mloc enrol leavers --fail-if-any"},
                        {argument("[TERM...]", &LeaversArgs::terms, "field:value, field:least..most, not:field:value"), flag("--fail-if-any", &LeaversArgs::fail_if_any, "exit 1 when there is one")}, listing),
      verb<MissingArgs>("piece missing", "List the pieces that programmes need and nobody has seen.", list_missing_pieces,
                        {"mloc enrol piece missing --programme mobilite"},
                        {option("--programme CODE", &MissingArgs::programme, "one programme only"),
                         flag("--fail-if-any", &MissingArgs::fail_if_any, "exit 1 when a piece is missing")},
                        listing)};
}

}  // namespace mloc::enrol
