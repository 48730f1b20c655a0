#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::passport {

// Written in other files of this room.
std::unique_ptr<DossierChecker> passport_checker();
std::unique_ptr<imports::ImportTarget> experience_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "experience") return experience_target(workspace, import, actor);
  return nullptr;
}

Checkers checkers() {
  Checkers all;
  all.push_back(passport_checker());
  return all;
}

}  // namespace

extern const Room room;
const Room room{.name = "passport", .target = target, .checkers = checkers};

}  // namespace mloc::passport
