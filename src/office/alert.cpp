#include "alert_verbs.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/enrol/followed.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "settling.hpp"

namespace mloc::office {
namespace {

Result<> check_rule(const std::string& rule) {
  const auto rules = enrol::alert_rules();
  if (std::ranges::find(rules, rule) != rules.end()) return {};
  Problem unknown = problem("C103"_m, rule, joined(rules, ", "));
  if (const auto near = nearest(rule, rules)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

}  // namespace

Result<Exit> list_alerts(World& world, const Globals& globals, const AlertListArgs& args) {
  using K = Column::Kind;
  if (args.rule) CHECKED(check_rule(*args.rule));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  std::optional<CaseId> only;
  if (args.case_text) {
    TRY(id, resolve_case(workspace, *args.case_text, Reference::reading));
    only = id;
  }
  TRY(alerts, enrol::read_alerts(workspace));
  Table table{"alerts",
              {{"rule", K::text, "Rule", "Règle"},
               {"case_id", K::text, "Case", "Jeune"},
               {"file_number", K::text, "File number", "N° dossier"},
               {"programme", K::text, "Programme", "Dispositif"},
               {"record", K::text, "On", "Sur"},
               {"since", K::day, "Since", "Depuis"},
               {"value", K::integer, "Value", "Valeur"},
               {"limit", K::integer, "Limit", "Seuil"},
               {"for", K::text, "For", "Pour"},
               {"command", K::text, "Command", "Commande"}},
              {}};
  for (const auto& [case_id, file_number, alert] : alerts) {
    if (args.rule && alert.rule != *args.rule) continue;
    if (args.person && alert.person != *args.person) continue;
    if (only && case_id != only->text()) continue;
    TRY(command, settling_command(workspace, alert.rule, file_number.empty() ? case_id : file_number, case_id, alert.on));
    table.rows.push_back({alert.rule, case_id, file_number, alert.programme, alert.on, alert.since.text(), std::to_string(alert.value),
                          std::to_string(alert.limit), alert.person, command});
  }
  const bool any = !table.rows.empty();
  CHECKED(print(world, globals, std::move(table)));
  return any && args.fail_if_any ? Exit::no : Exit::done;
}

}  // namespace mloc::office
