#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "verbs.hpp"

namespace mloc::draw {
namespace {

Result<Exit> put_draw_event(OpenDraw& open, const DrawEventArgs& args, Node& record, Arena& arena,
                            const std::vector<std::string>& promoted, bool say_promoted) {
  if (say_promoted && !promoted.empty()) {
    Node* list = arena.list();
    for (const std::string& one : promoted) arena.append(*list, arena.text(one));
    arena.set(record, "promoted", list);
  }
  Change change;
  put_event(change, args.draw, open.folder, record);
  CHECKED(open.workspace.commit(change));
  CHECKED(say(open.workspace, phrase("{}: {}{}", args.applicant.text, args.reason,
                                          promoted.empty() ? phrase("; nobody takes a place") : phrase("; takes a place: {}", joined(promoted, ", ")))));
  return Exit::done;
}

/// What somebody still holds of the programme when the place is given back: a contract, money that is committed.
Result<std::vector<std::string>> hanging_on(Workspace& workspace, const std::string& number, const std::string& programme) {
  TRY(index, workspace.valid_index());
  const std::string whose = "t.voided_day IS NULL AND t.programme = ?2 AND t.case_id IN (SELECT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL)";
  std::vector<std::string> hanging;
  TRY(contracts, index->rows("SELECT t.id FROM contract t WHERE " + whose + " AND NOT EXISTS (SELECT 1 FROM step s WHERE s.case_id = t.case_id AND "
                             "s.contract = t.id AND s.voided_day IS NULL AND s.step IN ('fin', 'rupture')) ORDER BY t.id", {number, programme}));
  for (const auto& row : contracts.rows) hanging.push_back("contract " + text_of(row[0]));
  TRY(money, index->rows("SELECT SUM(CASE WHEN t.kind = 'aide_engagee' AND t.reverses IS NULL THEN t.amount_cents WHEN t.kind = 'aide_engagee' THEN -t.amount_cents "
                         "WHEN t.commitment IS NOT NULL THEN -t.amount_cents ELSE 0 END) FROM entry t WHERE t.programme = ?2 AND t.case_id IN "
                         "(SELECT case_id FROM application WHERE file_number = ?1 AND voided_day IS NULL)", {number, programme}));
  const auto* cents = money.rows.empty() ? nullptr : std::get_if<std::int64_t>(&money.rows.front().front());
  if (cents && *cents > 0) hanging.push_back(fmt::format("{}.{:02} committed", *cents / 100, *cents % 100));
  return hanging;
}

/// No event is dated before those that it follows.
Result<> check_order(const OpenDraw& open, const std::string& draw) {
  const std::string last(open.folder.events->records.back().id.substr(0, 10)), today = open.workspace.world().today().text();
  return today < last ? Result<>(fail(Exit::rule, problem("W240"_m, today, draw, last))) : Result<>();
}

}  // namespace

Result<Exit> withdraw_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  TRY(programme, programme_of_draw(open.workspace, args.draw));
  if (args.break_assignment && !programme.trial) return fail(Exit::usage, problem("W216"_m, args.draw));
  const bool stays_free = programme.trial && !args.break_assignment;
  TRY(state, open.folder.state());
  CHECKED(check_order(open, args.draw));
  TRY(promoted, state.withdraw(args.applicant.text, stays_free ? Vacancy::stays_free : Vacancy::falls));
  TRY(hanging, hanging_on(open.workspace, args.applicant.text, std::string(open.folder.announced().get("programme"))));
  Arena arena;
  Node* record = next_event(arena, world, open.actor, *open.folder.events, "withdrawal");
  arena.set(*record, "applicant", arena.text(args.applicant.text));
  arena.set(*record, "reason", arena.text(args.reason));
  if (stays_free) arena.set(*record, "kept_free", arena.flag(true));
  if (args.break_assignment) arena.set(*record, "assignment_broken", arena.text(*args.break_assignment));
  TRY(done, put_draw_event(open, args, *record, arena, promoted, true));
  if (!hanging.empty()) warn(world, problem("W241"_m, args.applicant.text, joined(hanging, ", ")));
  return done;
}

Result<Exit> admit_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  TRY(state, open.folder.state());
  CHECKED(check_order(open, args.draw));
  TRY(promoted, state.admit({args.applicant.text, args.stratum.value_or(""), args.cluster.value_or("")}));
  Arena arena;
  Node* record = next_event(arena, world, open.actor, *open.folder.events, "admission");
  arena.set(*record, "applicant", arena.text(args.applicant.text));
  arena.set(*record, "stratum", arena.text(args.stratum.value_or("")));
  if (args.cluster) arena.set(*record, "cluster", arena.text(*args.cluster));
  arena.set(*record, "reason", arena.text(args.reason));
  return put_draw_event(open, args, *record, arena, promoted, false);
}

}  // namespace mloc::draw
