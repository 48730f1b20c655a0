#include <algorithm>
#include <set>

#include "agreement_verbs.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/batch.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::contract {
namespace {

/// A contract with the dossier in which it stands.
struct Found {
  CaseId home;
  OpenDossier open;
  Contract contract;
};

/// The contract that a step is meant for: the named one, or the only one that has not come to its end, in the dossier of
/// the person or of the partner.
Result<Found> find_contract(Workspace& workspace, const CaseId& id, const std::optional<std::string>& wanted) {
  std::vector<Found> found;
  TRY(homes, contract_homes(workspace, id));
  for (const CaseId& home : homes) {
    TRY(open, workspace.read(case_path(home)));
    for (Contract& contract : contracts_of(*open.dossier)) {
      if (home != id && contract.partner != id.text()) continue;
      const ContractState state = state_on(contract, *Date::of(9999, 12, 31));
      const bool is_meant = wanted ? contract.id == *wanted : state != ContractState::ended && state != ContractState::breached;
      if (!is_meant) continue;
      TRY(again, workspace.read(case_path(home)));
      found.push_back({home, std::move(again), std::move(contract)});
    }
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) return fail(Exit::unknown, problem("K103"_m, id.shown(), wanted ? Phrase(*wanted) : phrase("open contract")));
  return fail(Exit::usage, problem("C102"_m, phrase("several contracts are open, name one with --contract")));
}

/// A suspension, a breach and an end have a reason of their own list; other steps have none.
Result<> check_reason(const StepArgs& args) {
  const std::string_view list = reasons_of_step(args.step);
  if (list.empty() && args.reason) return fail(Exit::usage, problem("C102"_m, phrase("{} has no reason", args.step)));
  if (list.empty()) return {};
  if (!args.reason) return fail(Exit::usage, problem("C115"_m, "--reason"));
  if (!code_list(list)->find(*args.reason)) return fail(Exit::usage, problem("L124"_m, *args.reason, args.step, list));
  return {};
}

/// What is still committed when a contract is over goes on being counted; nothing takes it back by itself.
Result<> warn_of_commitments(Workspace& workspace, const CaseId& home, const Contract& contract) {
  std::vector<CaseId> people = {home};
  if (const auto partner = CaseId::parse(contract.partner)) people.push_back(*partner);
  TRY(programme, workspace.programme(contract.programme));
  for (const CaseId& id : people) {
    TRY(open, workspace.read(case_path(id)));
    const auto left = balance_on(entries_of(*open.dossier, contract.programme), rules_of(programme), std::nullopt).committed;
    if (left > 0) warn(workspace.world(), problem("L170"_m, id.shown(), cents_text(left)));
  }
  return {};
}

/// One step of one contract; nothing when a batch has taken it already, for the other of a couple.
Result<std::optional<Part>> step_of(Workspace& workspace, const StepArgs& args, const CaseText& said, std::set<std::string>& taken) {
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, said, Reference::writing));
  TRY(found, find_contract(workspace, id, args.contract));
  auto& [home, open, contract] = found;
  if (!taken.insert(contract.id).second) return std::optional<Part>();
  TRY(terms, contract_terms(workspace, contract.programme));
  const Date day = args.on.value_or(workspace.world().today());
  Arena arena;
  Node* step = new_record(arena, "step", day, actor, open.dossier.get(), workspace.world().random);
  arena.set(*step, "contract", arena.text(contract.id));
  arena.set(*step, "day", arena.text(day.text()));
  arena.set(*step, "step", arena.text(args.step));
  put(arena, *step, "party", args.party);
  put(arena, *step, "commitment", args.commitment);
  if (args.until) arena.set(*step, "until", arena.text(args.until->text()));
  put(arena, *step, "reason", args.reason);
  CHECKED(check_shape(*step));
  CHECKED(admit_step(contract, ContractStep::from(*step), terms));
  Part part{case_path(home), with_records(*open.dossier, {step}), open.digest, {}};
  contract.steps.push_back(ContractStep::from(*step));
  const ContractState state = state_on(contract, day);
  const auto missing = contract.unsigned_parties(day);
  part.said = phrase("{} {}: {} on {}; {}{}", id.shown(), contract.id, args.step, day.text(), state_text(state),
                     missing.empty() ? Phrase() : phrase(", not signed by {}", joined(missing, ", ")));
  if (state == ContractState::breached || state == ContractState::ended)
    part.after = [&workspace, home = home, contract = contract] { return warn_of_commitments(workspace, home, contract); };
  return std::optional(std::move(part));
}

}  // namespace

Result<Exit> take_step(World& world, const Globals& globals, const StepArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  CHECKED(check_reason(args));
  CHECKED(check_past(workspace, args.on.value_or(world.today())));
  std::set<std::string> taken;
  return for_each_case(workspace, args.case_text, [&](const CaseText& one) { return step_of(workspace, args, one, taken); });
}

}  // namespace mloc::contract
