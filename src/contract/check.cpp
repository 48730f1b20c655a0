#include <algorithm>
#include <map>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::contract {
namespace {

Problem told(const Dossier& dossier, const Record& record, Problem found) {
  found.text = prefixed(fmt::format("{} {}", record.kind->name, record.id), std::move(found.text));
  return at({dossier.file, record.root->mark.line, record.root->mark.column, {}}, std::move(found));
}

/// Within a day steps come in the order of their list: a signature first, an end last.
std::size_t rank_of(std::string_view step) {
  const auto& items = code_list("etape_contrat")->items;
  return static_cast<std::size_t>(std::ranges::find(items, step, &Code::code) - items.begin());
}

void check_steps(const Dossier& dossier, Contract contract, const ContractTerms& terms, std::vector<Problem>& problems) {
  const auto report = [&](const std::string& id, const Failure& failure) {
    for (const Problem& one : failure.problems) problems.push_back(told(dossier, *dossier.find(id), one));
  };
  if (const auto admitted = admit_contract(contract, terms); !admitted) report(contract.id, admitted.error());
  std::vector<ContractStep> steps = std::exchange(contract.steps, {});
  std::ranges::stable_sort(steps, {}, [](const ContractStep& step) { return std::pair(step.day, rank_of(step.step)); });
  for (const ContractStep& step : steps) {
    if (const auto admitted = admit_step(contract, step, terms); !admitted) report(step.id, admitted.error());
    contract.steps.push_back(step);
  }
}

void check_record(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) {
  const Node& root = *record.root;
  if (record.is("referent") && root.has("ends") != root.has("reason"))
    problems.push_back(told(dossier, record, problem("L161"_m)));
  if (record.is("step")) {
    const Record* contract = dossier.find(root.get("contract"));
    if (!contract || !contract->is("contract")) problems.push_back(told(dossier, record, problem("L111"_m, root.get("contract"))));
  }
  if (!record.is("call")) return;
  const Record* guarantee = dossier.find(root.get("guarantee"));
  if (!guarantee || !guarantee->is("guarantee"))
    problems.push_back(told(dossier, record, problem("L111"_m, root.get("guarantee"))));
  else if (root.get("day") < guarantee->root->get("starts") || guarantee->root->get("ends") < root.get("day"))
    problems.push_back(told(dossier, record, problem("L160"_m, root.get("guarantee"), guarantee->root->get("starts"), guarantee->root->get("ends"), root.get("day"))));
}

/// Steps out of their order or beyond the programme's length, two referents on one day, an end without its reason, a call
/// outside its guarantee.
class ContractChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    TRY(codes, workspace.programme_codes());
    for (const std::string& code : codes)
      if (const auto terms = contract_terms(workspace, code)) terms_[code] = *terms;
    return {};
  }

  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    for (const Record& record : dossier.records)
      if (!record.voided()) check_record(dossier, record, problems);
    for (Contract& contract : contracts_of(dossier))
      if (const auto terms = terms_.find(contract.programme); terms != terms_.end())
        check_steps(dossier, std::move(contract), terms->second, problems);
    const auto charges = charges_of(dossier);
    if (const auto both = overlapping(charges)) {
      const auto first = std::ranges::find(charges, both->first, &Charge::id);
      problems.push_back(told(dossier, *dossier.find(both->second), problem("L157"_m, phrase("the case"), first->staff, first->starts.text())));
    }
  }

 private:
  std::map<std::string, ContractTerms> terms_;
};

}  // namespace

std::unique_ptr<DossierChecker> contract_checker() { return std::make_unique<ContractChecker>(); }

}  // namespace mloc::contract
