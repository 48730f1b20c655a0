#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::enrol {

// Written in other files of this room.
std::span<const facts::FactKind> enrol_kinds();
std::span<const Rule> enrol_rules();
extern const Corrections corrections;
std::unique_ptr<imports::ImportTarget> application_target(Workspace& workspace, imports::Import& import, const std::string& actor);
std::unique_ptr<imports::ImportTarget> exit_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "application") return application_target(workspace, import, actor);
  if (makes == "exit") return exit_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "enrol", .kinds = enrol_kinds, .rules = enrol_rules, .target = target, .corrections = &corrections};

}  // namespace mloc::enrol
