#include "mloc/import/target.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::diagnose {

// Written in other files of this room.
std::span<const Rule> diagnosis_rules();
extern const Corrections corrections;
Result<> instrument_faults(Workspace& workspace, std::vector<Problem>& problems);
std::unique_ptr<imports::ImportTarget> diagnosis_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "diagnosis") return diagnosis_target(workspace, import, actor);
  return nullptr;
}

}  // namespace

extern const Room room;
const Room room{.name = "diagnose", .rules = diagnosis_rules, .target = target, .faults = instrument_faults, .corrections = &corrections};

}  // namespace mloc::diagnose
