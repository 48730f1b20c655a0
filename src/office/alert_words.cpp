#include "alert_verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::office {

using namespace cli;

std::vector<Verb> alert_verbs() {
  using List = AlertListArgs;
  return {verb<List>("list", "List the alerts of the rules in mloc.toml: which rule fired, on what, since when.", list_alerts,
                     {"mloc alert list", "mloc alert list for:paul rule:no_contact", "mloc alert list --fail-if-any -q"}, {terms_or_cases(&List::terms)},
                     listing)};
}

}  // namespace mloc::office
