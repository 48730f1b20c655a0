#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::partner {

// Written in other files of this room.
extern const Corrections corrections;
std::span<const Rule> partner_rules();
Result<std::optional<Exit>> show_partner(Workspace& workspace, const std::string& owner, bool sensitive);
std::unique_ptr<imports::ImportTarget> partner_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "partner") return partner_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "partner", .rules = partner_rules, .target = target, .corrections = &corrections, .show = show_partner};

}  // namespace mloc::partner
