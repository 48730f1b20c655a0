#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::contract {

// Written in other files of this room.
std::span<const Rule> contract_rules();
std::unique_ptr<imports::ImportTarget> payment_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "entry") return payment_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "contract", .rules = contract_rules, .target = target};

}  // namespace mloc::contract
