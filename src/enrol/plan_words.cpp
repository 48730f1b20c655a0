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
                     {terms_or_cases(&DoseArgs::terms)},
                     listing),
      verb<LeaversArgs>("leavers", "List early school leavers to whom no solution was proposed.", list_leavers, {"mloc enrol leavers --fail-if-any"},
                        {terms(&LeaversArgs::terms)}, listing)};
}

}  // namespace mloc::enrol
