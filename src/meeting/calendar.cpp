#include <algorithm>

#include "booklet_verbs.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/calendar.hpp"

namespace mloc::meeting {
namespace {

std::string title_of(const DueMeeting& one) {
  std::vector<std::string> names;
  for (const std::string& code : one.codes) {
    const Code* found = code_list(code == "RS" ? "rencontre_supplementaire" : "rencontre_tripartite")->find(code);
    names.emplace_back(found ? found->fr : code);
  }
  return fmt::format("Rencontre tripartite {} ({}) : {}", joined(one.codes, " "), one.file_number.empty() ? one.case_id : one.file_number,
                     joined(names, " ; "));
}

}  // namespace

Result<Exit> print_calendar(World& world, const Globals& globals, const CalendarArgs& args) {
  constexpr std::chrono::days a_year{366};
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(due, read_due_meetings(workspace, world.today().plus_days(static_cast<int>(args.within.value_or(a_year).count()))));
  TRY(index, workspace.valid_index());
  std::vector<CalendarEvent> events;
  for (const DueMeeting& one : due) {
    if (args.person && one.person != *args.person) continue;
    TRY(names, index->rows("SELECT name FROM partner WHERE code = ?1 AND voided_day IS NULL", {one.employer}));
    const std::string employer = names.rows.empty() ? one.employer : std::get<std::string>(names.rows.front().front());
    events.push_back({fmt::format("{}-{}-{}@mloc", one.case_id, one.job, joined(one.codes, "-")), one.day, one.time, title_of(one), employer});
  }
  CHECKED(world.out.write(calendar_text(events, world.today())));
  return Exit::done;
}

}  // namespace mloc::meeting
