#include "mloc/check/dossier_rules.hpp"

namespace mloc::check {

void DossierRules::check(const Dossier& dossier, std::vector<Problem>& problems, Severity severity) {
  const Records live = live_records(dossier), voided = voided_records(dossier);
  for (const BrokenRule& broken : broken_rules({dossier.file, live, *known_, voided}, severity)) problems.push_back(told_of(dossier.file, broken));
}

Result<> check_own_files(Workspace& workspace, std::vector<Problem>& problems) {
  for (const Room* room : rooms())
    if (room->faults) CHECKED(room->faults(workspace, problems));
  return {};
}

}  // namespace mloc::check
