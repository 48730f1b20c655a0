#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/workspace/print.hpp"
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

/// An event follows the others of its day: its id must be the greatest.
Node* next_event(Arena& arena, OpenDraw& open, std::string_view kind) {
  World& world = open.workspace.world();
  Node* record = nullptr;
  const std::string last(open.folder.events->records.back().id);
  const Date day = std::max(world.today(), *Date::parse(std::string_view(last).substr(0, 10)));
  for (int attempts = 0; attempts < 4096; ++attempts) {
    record = new_record(arena, kind, day, open.actor, open.folder.events.get(), world.random);
    if (record->get("id") > last) return record;
  }
  return new_record(arena, kind, day.plus_days(1), open.actor, open.folder.events.get(), world.random);
}

}  // namespace

Result<Exit> withdraw_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  TRY(state, open.folder.state());
  TRY(promoted, state.withdraw(args.applicant.text));
  Arena arena;
  Node* record = next_event(arena, open, "withdrawal");
  arena.set(*record, "applicant", arena.text(args.applicant.text));
  arena.set(*record, "reason", arena.text(args.reason));
  return put_draw_event(open, args, *record, arena, promoted, true);
}

Result<Exit> admit_applicant(World& world, const Globals& globals, const DrawEventArgs& args) {
  TRY(open, open_draw(world, globals, args.draw));
  if (!open.folder.event("run")) return fail(Exit::rule, problem("W168"_m, args.draw));
  TRY(state, open.folder.state());
  TRY(promoted, state.admit({args.applicant.text, args.stratum.value_or(""), args.cluster.value_or("")}));
  Arena arena;
  Node* record = next_event(arena, open, "admission");
  arena.set(*record, "applicant", arena.text(args.applicant.text));
  arena.set(*record, "stratum", arena.text(args.stratum.value_or("")));
  if (args.cluster) arena.set(*record, "cluster", arena.text(*args.cluster));
  arena.set(*record, "reason", arena.text(args.reason));
  return put_draw_event(open, args, *record, arena, promoted, false);
}

}  // namespace mloc::draw
