#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"
#include "rules/path.hpp"

namespace mloc {

// Written in other files of this room.
std::span<const FactKind> enrol_kinds();
std::unique_ptr<DossierChecker> entry_checker();
std::unique_ptr<ImportTarget> application_target(Workspace& workspace, Import& import, const std::string& actor);
std::unique_ptr<ImportTarget> exit_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "application") return application_target(workspace, import, actor);
  if (makes == "exit") return exit_target(workspace, import, actor);
  return nullptr;
}

Checkers checkers() {
  Checkers all;
  all.push_back(entry_checker());
  return all;
}

}  // namespace

extern const Room enrol_room;
const Room enrol_room{.name = "enrol", .kinds = enrol_kinds, .broken = broken_path_rules, .target = target, .checkers = checkers};

}  // namespace mloc
