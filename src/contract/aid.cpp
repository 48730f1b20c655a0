#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::contract {

Result<Exit> request_aid(World& world, const Globals& globals, const RequestArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  if (!found.rules.ceiling) return fail(Exit::rule, problem("L116"_m, phrase("aid")));
  if (args.amount->cents() <= 0) return fail(Exit::rule, problem("L117"_m, args.amount->text()));
  if (args.payee) {
    TRY(there, workspace.store().holds(partner_path(*args.payee)));
    if (!there) return fail(Exit::unknown, problem("I119"_m, *args.payee));
  }
  const Date day = args.on.value_or(world.today());
  CHECKED(check_past(workspace, day));
  Arena& arena = found.arena;
  Node* aid = new_record(arena, "aid", day, actor, found.open.dossier.get(), world.random);
  arena.set(*aid, "programme", arena.text(found.programme.code));
  arena.set(*aid, "day", arena.text(day.text()));
  arena.set(*aid, "nature", arena.text(args.nature));
  arena.set(*aid, "amount", arena.text(args.amount->text()));
  arena.set(*aid, "periodicity", arena.text(args.months ? "mensuelle" : "ponctuelle"));
  if (args.months) arena.set(*aid, "months", arena.integer(*args.months));
  arena.set(*aid, "paid_to", arena.text(args.paid_to));
  put(arena, *aid, "payee", args.payee);
  CHECKED(check_shape(*aid));
  found.fresh.push_back(aid);
  CHECKED(commit_entries(workspace, found));
  const Phrase times = args.months ? phrase(" a month for {} months", *args.months) : Phrase();
  CHECKED(say(workspace, phrase("{} {}: {}{} requested, {}; {} left of {}", found.shown(), aid->get("id"), args.amount->text(), times,
                                     args.nature, cents_text(aid_left(found.ledger, found.rules, day)), found.rules.ceiling->text())));
  return Exit::done;
}

Result<Exit> decide_aid(World& world, const Globals& globals, const DecideArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  const Record* request = open.dossier->find(args.request);
  if (!request || !request->is("aid") || request->voided()) return fail(Exit::unknown, problem("K103"_m, id.shown(), args.request));
  const Node& asked = *request->root;
  const bool granted = args.outcome == "acceptee";
  TRY(lists, workspace.lists());
  const CodeList& reasons = *lists->find(reasons_of_decision(args.outcome));
  if (!reasons.find(args.reason)) return fail(Exit::usage, problem("L124"_m, args.reason, args.outcome, reasons.name));
  if (asked.has("decision")) return fail(Exit::rule, problem("L121"_m, args.request, phrase("decided already")));
  if (!granted && args.amount) return fail(Exit::usage, problem("C102"_m, phrase("a refusal has no amount")));
  const Date day = args.on.value_or(world.today());
  CHECKED(check_past(workspace, day));
  if (day.text() < asked.get("day")) return fail(Exit::rule, problem("L113"_m, day.text(), args.request, asked.get("day")));
  const Money amount = args.amount.value_or(*Money::parse(asked.get("amount")));
  if (amount.cents() <= 0) return fail(Exit::rule, problem("L117"_m, amount.text()));
  if (*Money::parse(asked.get("amount")) < amount) return fail(Exit::rule, problem("L114"_m, asked.get("amount"), args.request, amount.text()));
  Arena arena;
  Node* changed = arena.copy(asked);
  Node* decision = arena.map();
  arena.set(*decision, "day", arena.text(day.text()));
  arena.set(*decision, "by", arena.text(actor));
  arena.set(*decision, "outcome", arena.text(granted ? "acceptee" : "refusee"));
  if (granted) arena.set(*decision, "amount", arena.text(amount.text()));
  arena.set(*decision, "reason", arena.text(args.reason));
  arena.set(*changed, "decision", decision);
  CHECKED(check_shape(*changed));
  Change change;
  change.put(case_path(id), with_records(*open.dossier, {changed}), open.digest);
  CHECKED(workspace.commit(change));
  CHECKED(say(workspace, phrase("{} {}: {}, {}{}", id.shown(), args.request, granted ? phrase("granted") : phrase("refused"),
                                     granted ? amount.text() + ", " : "", args.reason)));
  return Exit::done;
}

}  // namespace mloc::contract
