#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::contract {

Result<Exit> assign_school(World& world, const Globals& globals, const AssignArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  const Date day = args.on.value_or(world.today());
  TRY(there, workspace.store().holds(partner_path(args.school)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, args.school));
  CHECKED(partner::check_agreement(workspace, args.school, found.programme.code, day));
  const std::vector<partner::Assigned> assigned = partner::assignments_of(*found.open.dossier);
  const std::string before = partner::school_on(assigned, day);
  if (before == args.school) {
    CHECKED(say(workspace, phrase("{}: at {} already", found.shown(), before)));
    return Exit::done;
  }
  Arena& arena = found.arena;
  Node* assignment = new_record(arena, "assignment", day, actor, found.open.dossier.get(), world.random);
  arena.set(*assignment, "school", arena.text(args.school));
  arena.set(*assignment, "programme", arena.text(found.programme.code));
  arena.set(*assignment, "starts", arena.text(day.text()));
  arena.set(*assignment, "reason", arena.text("decision"));
  CHECKED(check_shape(*assignment));
  found.fresh.push_back(assignment);
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, phrase("{}: at {} from {}{}", found.shown(), args.school, day.text(),
                                     before.empty() ? Phrase() : phrase(", after {}", before))));
  return Exit::done;
}

}  // namespace mloc::contract
