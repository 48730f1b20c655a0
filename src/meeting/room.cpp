#include <algorithm>

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
    const auto birth = birth_of(judged);
    const auto day = Date::parse(record->get("day"));
    if (!birth || !day) continue;
    const bool with = record->get("representative") == "true";
    if (birth->at_most(*day) < 18 && !with) broken.push_back({record, "representative", problem("M180"_m, id->shown(), birth->at_most(*day), day->text())});
    if (birth->at_least(*day) >= 18 && with) broken.push_back({record, "representative", problem("M181"_m, id->shown(), birth->at_least(*day), day->text())});
  }
}

/// The plan of a job: that of its programme, or the only one there is.
std::optional<MeetingRules> plan_of(Knowledge& known, const Node& job) {
  if (job.has("programme")) {
    const Node* programme = known.programme_tree(job.get("programme"));
    return programme ? MeetingRules::from(*programme) : std::nullopt;
  }
  std::optional<MeetingRules> only;
  for (const std::string& path : known.paths(FileKind::programme)) {
    const Node* programme = known.programme_tree(name_of(path));
    auto rules = programme ? MeetingRules::from(*programme) : std::nullopt;
    if (rules && only) return std::nullopt;
    if (rules) only = std::move(rules);
  }
  return only;
}

/// A meeting is one of its job's plan, or stands beside it.
void judge_plans(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "meeting")) continue;
    const auto job = std::ranges::find_if(judged.records, [&](const Node* one) { return is_kind(*one, "job") && one->get("id") == record->get("job"); });
    const auto rules = job == judged.records.end() ? std::nullopt : plan_of(judged.known, **job);
    if (!rules) continue;
    for (const Node& code : *record->find("meets"))
      if (code.text != beside_the_plan && std::ranges::find(rules->plan, code.text, &MeetingRule::code) == rules->plan.end())
        broken.push_back({record, "meets", problem("M106"_m, record->get("job"), code.text)});
  }
}

/// A job that came of an offer names one of its employer.
void judge_offers(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "job") || !record->has("offer")) continue;
    if (judged.known.merged && judged.known.may_change(partner_path(record->get("employer")))) continue;
    const Dossier* employer = judged.known.partner(record->get("employer"));
    if (!employer) continue;  // told as a reference
    const Record* offer = employer->find(record->get("offer"));
    if (!offer || !offer->is("offer")) broken.push_back({record, "offer", problem("M182"_m, record->get("employer"), record->get("offer"))});
  }
}

std::span<const Rule> rules() {
  static constexpr Rule all[] = {
      {"meeting.job", "M101 M102 M103 M108 M109 M110 M111 M112 M113 M114 M115 M116 M118 M174 M179 M252 M253", judge_jobs},
      {"meeting.representative", "M180 M181", judge_representatives},
      {"meeting.plan", "M106", judge_plans},
      {"meeting.offer", "M182", judge_offers},
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
