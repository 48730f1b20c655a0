#include "alert_verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::office {

using namespace cli;

std::vector<Verb> alert_verbs() {
  using List = AlertListArgs;
  return {verb<List>("list", "List the alerts of the rules in mloc.toml: which rule fired, on what, since when.", list_alerts,
                     {"mloc alert list", "mloc alert list --for paul --rule no_contact", "mloc alert list --fail-if-any -q"},
                     {option("--rule RULE", &List::rule, "no_contact, absences, no_recommendation, overdue_recommendation, overdue_referral, no_liaison or not_adapted"),
                      option("--for CODE", &List::person, "one staff member").from(Source::staff),
                      option("--case CASE", &List::case_text, "id, file number, unique prefix or name"),
                      flag("--fail-if-any", &List::fail_if_any, "exit 1 when a rule fired")},
                     listing)};
}

}  // namespace mloc::office
