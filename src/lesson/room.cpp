#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::lesson {

// Written in other files of this room.
std::span<const facts::FactKind> lesson_kinds();
std::span<const Rule> lesson_rules();
std::unique_ptr<imports::ImportTarget> lesson_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "lesson") return lesson_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "lesson", .kinds = lesson_kinds, .rules = lesson_rules, .target = target};

}  // namespace mloc::lesson
