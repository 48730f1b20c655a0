#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// Written in other files of this room.
std::unique_ptr<DossierChecker> passport_checker();
std::unique_ptr<ImportTarget> experience_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "experience") return experience_target(workspace, import, actor);
  return nullptr;
}

Checkers checkers() {
  Checkers all;
  all.push_back(passport_checker());
  return all;
}

}  // namespace

extern const Room passport_room;
const Room passport_room{.name = "passport", .target = target, .checkers = checkers};

}  // namespace mloc
