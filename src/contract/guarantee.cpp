#include "agreement_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::contract {

Result<Exit> give_guarantee(World& world, const Globals& globals, const GuaranteeArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  TRY(terms, contract_terms(workspace, found.programme.code));
  if (terms.guarantee_months == 0) return fail(Exit::rule, problem("L116"_m, phrase("rent guarantee")));
  TRY(there, workspace.store().holds(partner_path(args.landlord)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, args.landlord));
  if (args.rent->cents() <= 0) return fail(Exit::rule, problem("L117"_m, args.rent->text()));
  const int months = args.months.value_or(terms.guarantee_months);
  if (months < 1 || months > terms.guarantee_months) return fail(Exit::rule, problem("L158"_m, months, terms.guarantee_months));
  const Date starts = args.on.value_or(world.today()), ends = starts.plus_months(months).plus_days(-1);
  for (const Record& record : found.open.dossier->records)
    if (record.is("guarantee") && !record.voided() && record.root->get("starts") <= ends.text() && starts.text() <= record.root->get("ends"))
      return fail(Exit::rule, problem("L159"_m, record.id, record.root->get("ends")));
  Arena& arena = found.arena;
  Node* guarantee = new_record(arena, "guarantee", starts, actor, found.open.dossier.get(), world.random);
  arena.set(*guarantee, "programme", arena.text(found.programme.code));
  arena.set(*guarantee, "landlord", arena.text(args.landlord));
  arena.set(*guarantee, "starts", arena.text(starts.text()));
  arena.set(*guarantee, "ends", arena.text(ends.text()));
  arena.set(*guarantee, "rent", arena.text(args.rent->text()));
  CHECKED(check_shape(*guarantee));
  found.fresh.push_back(guarantee);
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, phrase("{} {}: rent of {} guaranteed to {} until {}", found.shown(), guarantee->get("id"), args.rent->text(),
                                     args.landlord, ends.text())));
  return Exit::done;
}

Result<Exit> call_guarantee(World& world, const Globals& globals, const CallArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  const Record* record = open.dossier->find(args.guarantee);
  if (!record || !record->is("guarantee") || record->voided()) return fail(Exit::unknown, problem("K103"_m, id.shown(), args.guarantee));
  const Node& guarantee = *record->root;
  if (args.amount->cents() <= 0) return fail(Exit::rule, problem("L117"_m, args.amount->text()));
  const Date day = args.on.value_or(world.today());
  CHECKED(check_past(workspace, day));
  if (day.text() < guarantee.get("starts") || guarantee.get("ends") < day.text())
    return fail(Exit::rule, problem("L160"_m, args.guarantee, guarantee.get("starts"), guarantee.get("ends"), day.text()));
  std::int64_t called = args.amount->cents();
  for (const Record& other : open.dossier->records)
    if (other.is("call") && !other.voided() && other.root->get("guarantee") == args.guarantee) called += Money::parse(other.root->get("amount"))->cents();
  Arena arena;
  Node* call = new_record(arena, "call", day, actor, open.dossier.get(), world.random);
  arena.set(*call, "guarantee", arena.text(args.guarantee));
  arena.set(*call, "day", arena.text(day.text()));
  arena.set(*call, "amount", arena.text(args.amount->text()));
  arena.set(*call, "reason", arena.text(args.reason));
  CHECKED(check_shape(*call));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {call}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {}: {} called on {}; {} in all", id.shown(), call->get("id"), args.amount->text(), args.guarantee, cents_text(called))));
  return Exit::done;
}

}  // namespace mloc::contract
