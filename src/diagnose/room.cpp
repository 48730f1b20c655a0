#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::diagnose {

// Written in other files of this room.
std::unique_ptr<DossierChecker> diagnosis_checker();
std::unique_ptr<imports::ImportTarget> diagnosis_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "diagnosis") return diagnosis_target(workspace, import, actor);
  return nullptr;
}

Checkers checkers() {
  Checkers all;
  all.push_back(diagnosis_checker());
  return all;
}

}  // namespace

extern const Room room;
const Room room{.name = "diagnose", .target = target, .checkers = checkers};

}  // namespace mloc::diagnose
