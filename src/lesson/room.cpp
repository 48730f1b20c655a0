#include "exam_terms.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc {

// Written in other files of this room.
std::span<const FactKind> lesson_kinds();
std::unique_ptr<ImportTarget> lesson_target(Workspace& workspace, Import& import, const std::string& actor);
std::unique_ptr<ImportTarget> exam_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "lesson") return lesson_target(workspace, import, actor);
  if (makes == "exam") return exam_target(workspace, import, actor);
  return nullptr;
}

std::vector<BrokenRule> broken(std::span<const Node* const> records) {
  std::vector<BrokenRule> found = broken_lesson_rules(records, skill_levels());
  for (BrokenRule& one : broken_exam_rules(records, exam_terms())) found.push_back(std::move(one));
  return found;
}

}  // namespace

extern const Room lesson_room;
const Room lesson_room{.name = "lesson", .kinds = lesson_kinds, .broken = broken, .target = target};

}  // namespace mloc
