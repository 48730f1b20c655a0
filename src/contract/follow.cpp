#include <algorithm>
#include <map>

#include "agreement_verbs.hpp"
#include "follow.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"

namespace mloc::contract {
namespace {

using K = Column::Kind;

/// The cases that were named, or all that have a contract.
Result<std::vector<CaseId>> wanted_cases(Workspace& workspace, const std::vector<CaseText>& named) {
  if (named.empty()) return cases_with(workspace, "contract");
  std::vector<CaseId> cases;
  for (const CaseText& said : named) {
    TRY(id, resolve_case(workspace, said, Reference::reading));
    TRY(homes, contract_homes(workspace, id));
    for (const CaseId& home : homes)
      if (std::ranges::find(cases, home) == cases.end()) cases.push_back(home);
  }
  return cases;
}

/// Calls `take` for each contract that the arguments ask for.
template <class Take>
Result<> each_contract(Workspace& workspace, const Terms& terms, const Take& take) {
  TRY(cases, wanted_cases(workspace, terms.cases));
  for (const CaseId& id : cases) {
    TRY(open, workspace.read(case_path(id)));
    for (const Contract& contract : contracts_of(*open.dossier)) CHECKED(take(id, *open.dossier, contract));
  }
  return {};
}

/// Rows lie by file number, as in other listings.
Result<Exit> print_sorted(Workspace& workspace, Table all, const Terms& terms, std::vector<std::string> states) {
  TRY(table, passing(workspace, std::move(all), terms.terms, {{"state", std::move(states)}}));
  std::ranges::stable_sort(table.rows, {}, [](const std::vector<Cell>& row) { return row[1]; });
  return print(workspace.world(), workspace.globals(), std::move(table));
}

/// Lessons or contacts missed without excuse from the first day of a contract to `day`.
int missed(const Dossier& dossier, const Contract& contract, Date day, Threshold::Measure measure) {
  const bool lessons = measure == Threshold::Measure::absences;
  return static_cast<int>(std::ranges::count_if(dossier.records, [&](const Record& record) {
    if (!record.is(lessons ? "lesson" : "contact") || record.voided() || record.root->get("presence") != "absent_non_excuse") return false;
    const std::string_view on = record.root->get(lessons ? "starts" : "day").substr(0, 10);
    return contract.starts.text() <= on && on <= day.text();
  }));
}

}  // namespace

std::string file_number_of(const Dossier& dossier, std::string_view programme) {
  for (const Record& record : dossier.records)
    if (record.is("application") && !record.voided() && record.root->get("programme") == programme)
      return std::string(record.root->get("file_number"));
  return {};
}

std::vector<FollowedCommitment> followed_commitments(const Dossier& dossier, const Contract& contract, const ContractTerms& terms, const LedgerRules& rules, Date day) {
  std::vector<FollowedCommitment> followed;
  const ContractState standing = state_on(contract, day);
  if (standing != ContractState::running && standing != ContractState::suspended) return followed;
  for (const Threshold& threshold : terms.follow) {
    const int value = threshold.measure == Threshold::Measure::days_overdue
                          ? days_overdue(entries_of(dossier, contract.programme), rules, contract.starts, day)
                          : missed(dossier, contract, day, threshold.measure);
    followed.push_back({threshold, value, judge(threshold, value)});
  }
  return followed;
}

Result<Exit> list_contracts(World& world, const Globals& globals, const ListContractsArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms asked = Terms::of(args.terms);
  const Date day = args.on.value_or(world.today());
  Table table{"contracts",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"contract", K::text, "Contract", "Contrat"}, {"programme", K::text, "Programme", "Dispositif"},
               {"draw", K::text, "Draw", "Tirage"}, {"starts", K::day, "Starts", "Début"}, {"ends", K::day, "Ends", "Fin"},
               {"state", K::text, "State", "État"}, {"to_sign", K::text, "To sign", "À signer"}, {"referent", K::text, "Referent", "Référent"},
               {"partner", K::text, "Partner", "Conjoint"}, {"next_review", K::day, "Next review", "Prochain point"}},
              {}};
  std::map<std::string, ContractTerms> terms;
  CHECKED(each_contract(workspace, asked, [&](const CaseId& id, const Dossier& dossier, const Contract& contract) -> Result<> {
    const std::string state(state_text(state_on(contract, day)));
    if (contract.opened > day) return {};
    const auto charges = charges_of(dossier);
    const Charge* referent = referent_on(charges, day);
    if (!terms.contains(contract.programme)) {
      auto read = contract_terms(workspace, contract.programme);
      terms[contract.programme] = read ? *std::move(read) : ContractTerms();
    }
    const auto review = next_review(contract, terms[contract.programme], day);
    const std::string missing = joined(contract.unsigned_parties(day), " ");
    table.rows.push_back({id.text(), file_number_of(dossier, contract.programme), contract.id, contract.programme, contract.draw,
                          contract.starts.text(), last_day(contract, day).text(), state, missing.empty() ? Cell() : Cell(missing),
                          referent ? Cell(referent->staff) : Cell(), contract.partner.empty() ? Cell() : Cell(contract.partner),
                          review ? Cell(review->text()) : Cell()});
    return {};
  }));
  return print_sorted(workspace, std::move(table), asked, {"to_sign", "signed", "running", "suspended", "expired", "breached", "ended"});
}

Result<Exit> follow_commitments(World& world, const Globals& globals, const ListContractsArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms asked = Terms::of(args.terms);
  const Date day = args.on.value_or(world.today());
  Table table{"commitments",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"programme", K::text, "Programme", "Dispositif"}, {"commitment", K::text, "Commitment", "Engagement"}, {"measure", K::text, "Counted", "Compté"},
               {"value", K::integer, "Value", "Valeur"}, {"at_risk_from", K::integer, "At risk from", "Fragile à"},
               {"broken_from", K::integer, "Broken from", "Rompu à"}, {"state", K::text, "State", "État"}},
              {}};
  std::map<std::string, std::pair<ContractTerms, LedgerRules>> known;
  CHECKED(each_contract(workspace, asked, [&](const CaseId& id, const Dossier& dossier, const Contract& contract) -> Result<> {
    const ContractState standing = state_on(contract, day);
    if (standing != ContractState::running && standing != ContractState::suspended) return {};
    if (!known.contains(contract.programme)) {
      TRY(terms, contract_terms(workspace, contract.programme));
      TRY(programme, workspace.programme(contract.programme));
      known[contract.programme] = {std::move(terms), rules_of(programme)};
    }
    const auto& [terms, rules] = known[contract.programme];
    for (const FollowedCommitment& one : followed_commitments(dossier, contract, terms, rules, day)) {
      const std::string state(kept_text(one.kept));
      table.rows.push_back({id.text(), file_number_of(dossier, contract.programme), contract.programme, one.threshold.commitment, std::string(measure_text(one.threshold.measure)),
                            std::to_string(one.value), std::to_string(one.threshold.at_risk), std::to_string(one.threshold.broken), state});
    }
    return {};
  }));
  return print_sorted(workspace, std::move(table), asked, {"kept", "at_risk", "broken"});
}

}  // namespace mloc::contract
