#include "alert_verbs.hpp"

#include "mloc/enrol/followed.hpp"
#include "mloc/workspace/listing.hpp"
#include "settling.hpp"

namespace mloc::office {

Result<Exit> list_alerts(World& world, const Globals& globals, const AlertListArgs& args) {
  using K = Column::Kind;
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
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
    TRY(command, settling_command(workspace, alert.rule, file_number.empty() ? case_id : file_number, case_id, alert.on));
    table.rows.push_back({alert.rule, case_id, file_number, alert.programme, alert.on, alert.since.text(), std::to_string(alert.value),
                          std::to_string(alert.limit), alert.person, command});
  }
  return print_passing(workspace, std::move(table), Terms::of(args.terms), {{"rule", enrol::alert_rules()}});
}

}  // namespace mloc::office
