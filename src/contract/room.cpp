#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// Written in other files of this room.
std::unique_ptr<DossierChecker> ledger_checker();
std::unique_ptr<DossierChecker> contract_checker();
std::unique_ptr<ImportTarget> payment_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "entry") return payment_target(workspace, import, actor);
  return nullptr;
}

Checkers checkers() {
  Checkers all;
  all.push_back(ledger_checker());
  all.push_back(contract_checker());
  return all;
}

}  // namespace

extern const Room contract_room;
const Room contract_room{.name = "contract", .target = target, .checkers = checkers};

}  // namespace mloc
