#include <algorithm>
#include <map>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/print.hpp"
#include "verbs.hpp"

namespace mloc::meeting {
namespace {

using K = Column::Kind;

std::string_view state_text(const StandingMeeting& one) {
  if (!one.record) return "due";
  switch (one.record->state) {
    case RecordedMeeting::State::held: return "held";
    case RecordedMeeting::State::not_held: return "not_held";
    default: return "fixed";
  }
}

}  // namespace

Result<Exit> show_meeting_plan(World& world, const Globals& globals, const MeetingPlanArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(known, open_meetings(workspace, CaseText{id.text()}));
  TRY(plans, MeetingPlans::load(workspace));
  if (args.job) CHECKED(known.job(args.job));
  Table table{"meetings",
              {{"job", K::text, "Job", "Emploi"},
               {"employer", K::text, "Employer", "Employeur"},
               {"meeting", K::text, "Meeting", "Rencontre"},
               {"due", K::day, "Due", "Échéance"},
               {"day", K::day, "Day", "Jour"},
               {"time", K::text, "Time", "Heure"},
               {"state", K::text, "State", "État"},
               {"late", K::integer, "Days late", "Jours de retard"},
               {"record", K::text, "Record", "Enregistrement"}},
              {}};
  for (const Employment& job : known.jobs) {
    if (args.job && job.id != *args.job) continue;
    const MeetingRules* rules = plans.of(job);
    if (!rules) return fail(Exit::rule, problem("M120"_m, job.id));
    for (const StandingMeeting& one : standing_meetings(*rules, job, known.meetings)) {
      const int late = world.today().days_since(one.day);
      table.rows.push_back({job.id, job.employer, joined(one.codes, " "), one.due.text(), one.day.text(),
                            one.record && !one.record->time.empty() ? Cell(one.record->time) : Cell(), std::string(state_text(one)),
                            one.is_open() && late > 0 ? Cell(std::to_string(late)) : Cell(), one.record ? Cell(one.record->id) : Cell()});
    }
  }
  return print_about(world, globals, id, std::move(table));
}

Result<Exit> list_due_meetings(World& world, const Globals& globals, const MeetingDueArgs& args) {
  constexpr int fortnight = 14, ten_years = 3660;
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Date today = world.today();
  const bool says_days = std::ranges::any_of(args.terms, [](const std::string& term) { return term.find("day:") != term.npos || term.find("due:") != term.npos; });
  TRY(due, read_due_meetings(workspace, today.plus_days(says_days ? ten_years : fortnight)));
  Table table{"due_meetings",
              {{"case_id", K::text, "Case", "Jeune"},
               {"file_number", K::text, "File number", "N° dossier"},
               {"job", K::text, "Job", "Emploi"},
               {"employer", K::text, "Employer", "Employeur"},
               {"meeting", K::text, "Meeting", "Rencontre"},
               {"due", K::day, "Due", "Échéance"},
               {"day", K::day, "Day", "Jour"},
               {"time", K::text, "Time", "Heure"},
               {"state", K::text, "State", "État"},
               {"late", K::integer, "Days late", "Jours de retard"},
               {"for", K::text, "For", "Pour"}},
              {}};
  for (const DueMeeting& one : due) {
    if (args.person && one.person != *args.person) continue;
    const int late = today.days_since(one.day);
    table.rows.push_back({one.case_id, one.file_number, one.job, one.employer, joined(one.codes, " "), one.due ? Cell(one.due->text()) : Cell(), one.day.text(),
                          one.time.empty() ? Cell() : Cell(one.time), one.fixed ? "fixed" : "due", late > 0 ? Cell(std::to_string(late)) : Cell(),
                          one.person.empty() ? Cell() : Cell(one.person)});
  }
  TRY(shown, passing(workspace, std::move(table), args.terms, {{"state", {"due", "fixed"}}, {"meeting", CodesOfColumn::list("rencontre_tripartite", "rencontre_supplementaire")}}));
  return print(world, globals, std::move(shown));
}

}  // namespace mloc::meeting
