#include "mloc/check/dossier_rules.hpp"

#include "mloc/facts/facts.hpp"

namespace mloc::check {

Result<> DossierRules::load(Workspace& workspace, std::vector<Problem>& problems) {
  for (const Room* room : rooms())
    if (room->checkers)
      for (auto& checker : room->checkers()) {
        CHECKED(checker->load(workspace, problems));
        checkers_.push_back(std::move(checker));
      }
  return {};
}

void DossierRules::check(const Dossier& dossier, std::vector<Problem>& problems) {
  for (const auto& checker : checkers_) checker->check(dossier, problems);
  for (BrokenRule& broken : facts::broken_rules(facts::live_records(dossier))) {
    const Record& record = *dossier.find(broken.record->get("id"));
    problems.push_back(told_of(dossier, record, *record.root->find(broken.field), std::move(broken.problem)));
  }
}

}  // namespace mloc::check
