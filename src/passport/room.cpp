#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::passport {

// Written in other files of this room.
std::span<const Rule> passport_rules();
Result<> journal_faults(Workspace& workspace, std::vector<Problem>& problems);
std::unique_ptr<imports::ImportTarget> experience_target(Workspace& workspace, imports::Import& import, const std::string& actor);

extern const Corrections corrections;

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "experience") return experience_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "passport", .rules = passport_rules, .target = target, .faults = journal_faults, .corrections = &corrections};

}  // namespace mloc::passport
