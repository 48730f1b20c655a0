#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/batch.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::contract {

namespace {

Result<std::optional<Part>> assignment_of(Workspace& workspace, const AssignArgs& args, const CaseText& said) {
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, said, args.programme, Reference::writing));
  const Date day = args.on.value_or(workspace.world().today());
  CHECKED(partner::check_agreement(workspace, args.school, found.programme.code, day));
  const std::vector<partner::Assigned> assigned = partner::assignments_of(*found.open.dossier);
  const std::string before = partner::school_on(assigned, day);
  Part part{case_path(found.id), found.open.dossier->bytes, found.open.digest, phrase("{}: at {} already", found.shown(), before)};
  if (before == args.school) return std::optional(std::move(part));
  Arena& arena = found.arena;
  Node* assignment = new_record(arena, "assignment", day, actor, found.open.dossier.get(), workspace.world().random);
  arena.set(*assignment, "school", arena.text(args.school));
  arena.set(*assignment, "programme", arena.text(found.programme.code));
  arena.set(*assignment, "starts", arena.text(day.text()));
  arena.set(*assignment, "reason", arena.text("decision"));
  CHECKED(check_shape(*assignment));
  part.bytes = with_records(*found.open.dossier, {assignment});
  part.said = phrase("{}: at {} from {}{}", found.shown(), args.school, day.text(), before.empty() ? Phrase() : phrase(", after {}", before));
  return std::optional(std::move(part));
}

}  // namespace

Result<Exit> assign_school(World& world, const Globals& globals, const AssignArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(there, workspace.store().holds(partner_path(args.school)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, args.school));
  return for_each_case(workspace, args.case_text, [&](const CaseText& one) { return assignment_of(workspace, args, one); });
}

}  // namespace mloc::contract
