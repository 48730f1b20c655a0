#include "mloc/import/target.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/room.hpp"
#include "rules/job.hpp"

namespace mloc::meeting {

// Written in other files of this room.
std::span<const facts::FactKind> meeting_kinds();
std::unique_ptr<imports::ImportTarget> job_target(Workspace& workspace, imports::Import& import, const std::string& actor);

namespace {

std::unique_ptr<imports::ImportTarget> target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  if (makes == "job") return job_target(workspace, import, actor);
  return nullptr;
}

Result<> written(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) {
  return before ? say_replanned(workspace, owner, *before, record) : Result<>();
}

}  // namespace

extern const Room room;
const Room room{
    .name = "meeting", .kinds = meeting_kinds, .broken = broken_job_rules, .written = written, .target = target};

}  // namespace mloc::meeting
