#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// Written in other files of this room.
std::unique_ptr<ImportTarget> partner_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "partner") return partner_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room partner_room;
const Room partner_room{.name = "partner", .target = target};

}  // namespace mloc
