#include "mloc/import/target.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/room.hpp"
#include "rules/job.hpp"

namespace mloc {

// Written in other files of this room.
std::span<const FactKind> meeting_kinds();
std::unique_ptr<ImportTarget> job_target(Workspace& workspace, Import& import, const std::string& actor);

namespace {

std::unique_ptr<ImportTarget> target(std::string_view makes, Workspace& workspace, Import& import, const std::string& actor) {
  if (makes == "job") return job_target(workspace, import, actor);
  return nullptr;
}

Result<> written(Workspace& workspace, const OpenOwner& owner, const Node* before, const Node& record) {
  return before ? say_replanned(workspace, owner, *before, record) : Result<>();
}

}  // namespace

extern const Room meeting_room;
const Room meeting_room{
    .name = "meeting", .kinds = meeting_kinds, .broken = broken_job_rules, .written = written, .target = target};

}  // namespace mloc
