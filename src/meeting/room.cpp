#include "mloc/base/ids.hpp"
#include "mloc/base/record.hpp"
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

void judge_jobs(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (BrokenRule& one : broken_job_rules(judged.records)) broken.push_back(std::move(one));
}

/// Under 18 the legal representative signs with the young person, and only then.
void judge_representatives(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = case_of(judged.path);
  for (const Node* record : judged.records) {
    if (!id || !is_kind(*record, "signature") || record->get("party") != "jeune") continue;
    const auto born = judged.known.born(*id), day = Date::parse(record->get("day"));
    if (!born || !day) continue;
    const int age = age_on(*born, *day);
    const bool with = record->get("representative") == "true";
    if (age < 18 && !with) broken.push_back({record, "representative", problem("M180"_m, id->shown(), age, day->text())});
    if (age >= 18 && with) broken.push_back({record, "representative", problem("M181"_m, id->shown(), age, day->text())});
  }
}

std::span<const Rule> rules() {
  static constexpr Rule all[] = {
      {"meeting.job", "M101 M102 M103 M108 M109 M110 M111 M112 M113 M114 M115 M116 M118 M174 M179 M252 M253", judge_jobs},
      {"meeting.representative", "M180 M181", judge_representatives},
  };
  return all;
}

Result<> written(Workspace& workspace, const facts::OpenOwner& owner, const Node* before, const Node& record) {
  return before ? say_replanned(workspace, owner, *before, record) : Result<>();
}

}  // namespace

extern const Room room;
const Room room{
    .name = "meeting", .kinds = meeting_kinds, .rules = rules, .written = written, .target = target};

}  // namespace mloc::meeting
