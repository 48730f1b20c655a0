#include <array>

#include "mloc/base/record.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/records/codes.hpp"
#include "plan_verbs.hpp"
#include "rules/path.hpp"

namespace mloc::enrol {
namespace {

using Records = facts::FactKind::Records;

/// The programme that the person is in on `day`, when it is the only one.
std::string_view programme_on(const Records& dossier, std::string_view day) {
  std::string_view found;
  for (const Node* record : dossier) {
    if (!is_kind(*record, "participation") || record->get("entered") > day) continue;
    if (record->has("exited") && record->get("exited") < day) continue;
    if (!found.empty() && found != record->get("programme")) return {};
    found = record->get("programme");
  }
  return found;
}

/// The programme of the person's applications, when it is the only one.
std::string_view applied_to(const Records& dossier) {
  std::string_view found;
  for (const Node* record : dossier) {
    if (!is_kind(*record, "application")) continue;
    if (!found.empty() && found != record->get("programme")) return {};
    found = record->get("programme");
  }
  return found;
}

/// What happens in a programme belongs to the one that the person is in.
Result<> set_programme(Workspace&, const Records& dossier, Arena& arena, Node& record) {
  if (record.has("programme")) return {};
  if (const auto programme = programme_on(dossier, record.get("day")); !programme.empty()) arena.set(record, "programme", arena.text(programme));
  return {};
}

/// Consent to the evaluation is asked of who applied.
Result<> set_programme_applied_to(Workspace&, const Records& dossier, Arena& arena, Node& trial) {
  if (trial.has("programme")) return {};
  if (const auto programme = applied_to(dossier); !programme.empty()) arena.set(trial, "programme", arena.text(programme));
  return {};
}

Result<> set_deadline(Workspace& workspace, const Records&, Arena& arena, Node& referral) {
  const auto sent = Date::parse(referral.get("sent"));
  if (referral.has("deadline") || !sent) return {};
  constexpr int usual_days = 30;
  TRY(programme, workspace.programme(referral.get("programme")));
  arena.set(referral, "deadline", arena.text(sent->plus_days(programme.referral_days.value_or(usual_days)).text()));
  return {};
}

/// The code list of recommendations says how intense each is; what it does not list is a light action.
Result<> set_intensity(Workspace& workspace, const Records& dossier, Arena& arena, Node& recommendation) {
  CHECKED(set_programme(workspace, dossier, arena, recommendation));
  if (recommendation.has("intensity")) return {};
  const Code* code = code_list("preconisation_mobilite")->find(recommendation.get("recommendation"));
  arena.set(recommendation, "intensity", arena.text(code ? std::string(code->node->get("intensity")) : std::string("faible")));
  return {};
}

Result<> check_entry(Workspace& workspace, const Node& participation, std::vector<Problem>& problems) {
  if (!problems.empty()) return {};
  TRY(programme, workspace.programme(participation.get("programme")));
  if (auto outside = entry_outside(participation, programme)) problems.push_back(*std::move(outside));
  return {};
}

std::vector<Field> fields_of_exit(Date) {
  using K = Column::Kind;
  return {{{"positive", K::flag, "Positive exit", "Sortie positive"},
           "(SELECT CASE WHEN t.exited IS NULL OR p.exit_rule IS NULL THEN NULL ELSE EXISTS (SELECT 1 FROM programme_exit_positive x "
           "WHERE x.programme = t.programme AND x.value = t.exit_reason) END FROM programme p WHERE p.programme = t.programme)"},
          {{"rule", K::text, "By the rule", "Selon la règle"},
           "(SELECT CASE WHEN t.exited IS NULL OR p.exit_rule IS NULL THEN NULL ELSE p.exit_rule || '/' || p.exit_version END "
           "FROM programme p WHERE p.programme = t.programme)"}};
}

std::vector<Field> fields_of_referral(Date today) {
  return {{{"overdue", Column::Kind::flag, "Overdue", "En retard"},
           fmt::format("CASE WHEN t.state = 'envoyee' AND t.deadline < '{}' THEN 1 ELSE 0 END", today.text())}};
}

}  // namespace

std::span<const facts::FactKind> enrol_kinds() {
  static const std::array all = {
      facts::FactKind{"situation", "situations", "starts", "", {"situation"}, {}, {"ends", "", "end_reason", "situation"}},
      facts::FactKind{"participation", "participations", "entered", "adviser", {"programme"}, {}, {"exited", "", "exit_reason", "programme"}, nullptr, {}, check_entry, fields_of_exit},
      facts::FactKind{"problem", "problems", "day", "adviser", {"problem"}, {}, {}},
      facts::FactKind{"referral", "referrals", "sent", "adviser", {"programme"}, {{"state", "envoyee"}}, {"answered", "state", "reason", "programme"}, set_deadline, {"deadline"}, nullptr, fields_of_referral},
      facts::FactKind{"act", "acts", "day", "adviser", {"axis"}, {}, {}},
      facts::FactKind{"objective", "objectives", "day", "", {"theme"}, {{"state", "in_progress"}}, {"ended", "state", "", "theme"}, set_programme},
      facts::FactKind{"recommendation", "recommendations", "day", "owner", {"recommendation"}, {{"state", "planned"}}, {"ended", "state", "", "recommendation"}, set_intensity, {"intensity"}},
      facts::FactKind{"contact", "contacts", "day", "staff", {"channel", "minutes"}, {{"presence", "present"}}, {}, set_programme},
      facts::FactKind{"tenancy", "housing", "starts", "", {"housing"}, {}, {"ends", "", "", ""}},
      facts::FactKind{"household", "households", "day", "", {"family"}, {}, {}},
      facts::FactKind{"resources", "resources", "day", "", {}, {}, {}},
      facts::FactKind{"trial", "trials", "day", "", {"answer"}, {}, {}, set_programme_applied_to, {"programme"}},
      facts::FactKind{"piece", "pieces", "seen", "", {"piece"}, {}, {}, nullptr, {}, nullptr, nullptr, list_missing_pieces},
  };
  return all;
}

}  // namespace mloc::enrol
