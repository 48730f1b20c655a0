#include "commands/dossier_rules.hpp"

#include "commands/contract_case.hpp"
#include "commands/exams.hpp"
#include "commands/facts.hpp"
#include "mloc/domain/path.hpp"

namespace mloc {

Problem told_of(const Dossier& dossier, const Record& record, const Node& node, Problem found) {
  found.text = prefixed(fmt::format("{} {}: {}", record.kind->name, record.id, node.key), std::move(found.text));
  return at({dossier.file, node.mark.line, node.mark.column, {}}, std::move(found));
}

Result<> DossierRules::load(Workspace& workspace, std::vector<Problem>& problems) {
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes) {
    const auto programme = workspace.programme(code);
    if (!programme) continue;  // what is wrong with its file is told by whoever checks the settings
    ledgers_.add(*programme);
    programmes_.emplace(code, *programme);
    if (const auto terms = contract_terms(workspace, code)) contracts_.add(code, *terms);
  }
  return diagnoses_.load(workspace, problems);
}

void DossierRules::check(const Dossier& dossier, std::vector<Problem>& problems) {
  ledgers_.check(dossier, problems);
  check_path(dossier, problems);
  diagnoses_.check(dossier, problems);
  contracts_.check(dossier, problems);
}

void DossierRules::check_path(const Dossier& dossier, std::vector<Problem>& problems) const {
  for (const Record& record : dossier.records) {
    if (!record.is("participation") || record.voided()) continue;
    const auto programme = programmes_.find(std::string(record.root->get("programme")));
    if (programme == programmes_.end()) continue;
    if (auto outside = entry_outside(*record.root, programme->second))
      problems.push_back(told_of(dossier, record, *record.root->find("entered"), *std::move(outside)));
  }
  for (BrokenRule& broken : broken_rules(live_records(dossier))) {
    const Record& record = *dossier.find(broken.record->get("id"));
    problems.push_back(told_of(dossier, record, *record.root->find(broken.field), std::move(broken.problem)));
  }
}

}  // namespace mloc
