#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::contract {

// Written in other files of this room.
std::unique_ptr<DossierChecker> ledger_checker();
std::unique_ptr<DossierChecker> contract_checker();
std::unique_ptr<imports::ImportTarget> payment_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
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

extern const Room room;
const Room room{.name = "contract", .target = target, .checkers = checkers};

}  // namespace mloc::contract
