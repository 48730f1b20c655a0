#include "mloc/meeting/meeting_case.hpp"

#include <algorithm>
#include <tuple>

#include "mloc/base/digest.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

/// Jobs and meetings of everybody, from the index.
struct Everybody {
  struct Person {
    std::string file_number, referent;
    std::vector<Employment> jobs;
    std::vector<RecordedMeeting> meetings;
  };
  std::map<std::string, Person> people;

  Result<> load(Index& index) {
    TRY(jobs, index.rows("SELECT case_id, id, employer, programme, adviser, starts, ends, ended FROM job WHERE voided_day IS NULL ORDER BY case_id, id"));
    for (const auto& row : jobs.rows)
      people[text_of(row[0])].jobs.push_back({text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]), *Date::parse(text_of(row[5])),
                                              Date::parse(text_of(row[6])), Date::parse(text_of(row[7]))});
    TRY(meetings, index.rows("SELECT m.case_id, m.id, m.job, m.due, m.day, m.time, m.state, (SELECT group_concat(o.value, ' ') FROM (SELECT c.value "
                             "FROM meeting_meets c WHERE c.case_id = m.case_id AND c.record_id = m.id ORDER BY c.position) o) "
                             "FROM meeting m WHERE m.voided_day IS NULL ORDER BY m.case_id, m.id"));
    for (const auto& row : meetings.rows) add_meeting(row);
    TRY(numbers, index.rows("SELECT case_id, file_number, referent FROM application WHERE voided_day IS NULL ORDER BY received, id"));
    for (const auto& row : numbers.rows)
      if (const auto person = people.find(text_of(row[0])); person != people.end()) {
        person->second.file_number = text_of(row[1]);
        person->second.referent = text_of(row[2]);
      }
    return {};
  }

 private:
  void add_meeting(const std::vector<SqlValue>& row) {
    using State = RecordedMeeting::State;
    const std::string state = text_of(row[6]);
    std::vector<std::string> codes;
    const std::string said = text_of(row[7]);
    for (const std::string_view code : split(said, ' ')) codes.emplace_back(code);
    people[text_of(row[0])].meetings.push_back({text_of(row[1]), text_of(row[2]), std::move(codes), Date::parse(text_of(row[3])),
                                                *Date::parse(text_of(row[4])), text_of(row[5]),
                                                state == "held" ? State::held : state == "not_held" ? State::not_held : State::planned});
  }
};

std::vector<RecordedMeeting> recorded_meetings(const std::vector<const Node*>& live) {
  std::vector<RecordedMeeting> meetings;
  for (const Node* record : live)
    if (is_kind(*record, "meeting")) meetings.push_back(RecordedMeeting::from(*record));
  return meetings;
}

}  // namespace

Result<MeetingPlans> MeetingPlans::load(Workspace& workspace) {
  MeetingPlans plans;
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes) {
    CHECKED(workspace.programme(code));
    TRY(file, workspace.store().read(programme_path(code)));
    Arena arena;
    TRY(root, read_settings(file.bytes, programme_path(code), "programme", arena));
    if (auto rules = MeetingRules::from(*root)) plans.rules_.emplace(code, *std::move(rules));
  }
  return plans;
}

const MeetingRules* MeetingPlans::of(const Employment& job) const {
  if (job.programme.empty()) return rules_.size() == 1 ? &rules_.begin()->second : nullptr;
  const auto found = rules_.find(job.programme);
  return found == rules_.end() ? nullptr : &found->second;
}

MeetingCase MeetingCase::of(facts::OpenOwner owner) {
  MeetingCase made;
  for (const Node* record : owner.live)
    if (is_kind(*record, "job")) made.jobs.push_back(Employment::from(*record));
  made.meetings = recorded_meetings(owner.live);
  made.owner = std::move(owner);
  return made;
}

Result<Employment> MeetingCase::job(const std::optional<std::string>& wanted) const {
  std::vector<Employment> found;
  for (const Employment& job : jobs)
    if (!wanted || job.id == *wanted) found.push_back(job);
  if (found.size() > 1) std::erase_if(found, [](const Employment& job) { return job.ended.has_value(); });
  if (found.size() == 1) return found.front();
  if (found.empty()) return fail(Exit::unknown, problem("P110"_m, owner.shown, wanted ? "job " + *wanted : "job"));
  std::vector<std::string> ids;
  for (const Employment& job : found) ids.push_back(job.id);
  return fail(Exit::usage, hinted(problem("P111"_m, owner.shown, found.size(), "job"), "--job " + joined(ids, ", ")));
}

const Node* MeetingCase::record(std::string_view id) const {
  const auto found = std::ranges::find_if(owner.live, [&](const Node* one) { return one->get("id") == id; });
  return found == owner.live.end() ? nullptr : *found;
}

Result<MeetingCase> open_meetings(Workspace& workspace, const CaseText& said) {
  TRY(owner, facts::open_owner(workspace, Folder::cases, OwnerText{said.text}));
  return MeetingCase::of(std::move(owner));
}

Result<std::vector<DueMeeting>> read_due_meetings(Workspace& workspace, Date last) {
  TRY(index, workspace.valid_index());
  return read_due_meetings(workspace, *index, last);
}

Result<std::vector<DueMeeting>> read_due_meetings(Workspace& workspace, Index& index, std::optional<Date> last) {
  TRY(plans, MeetingPlans::load(workspace));
  Everybody everybody;
  CHECKED(everybody.load(index));
  std::vector<DueMeeting> due;
  for (const auto& [case_id, person] : everybody.people)
    for (const Employment& job : person.jobs) {
      const MeetingRules* rules = plans.of(job);
      if (!rules) continue;
      for (const StandingMeeting& one : standing_meetings(*rules, job, person.meetings))
        if (one.is_open() && (!last || one.day <= *last))
          due.push_back({case_id, person.file_number, job.id, job.employer, job.adviser.empty() ? person.referent : job.adviser, one.codes,
                         one.record ? one.record->due : one.due, one.day, one.record != nullptr, one.record ? one.record->time : std::string()});
    }
  std::ranges::stable_sort(due, {}, [](const DueMeeting& one) { return std::tuple(one.day, one.file_number, one.case_id, one.job); });
  return due;
}

Phrase at_time(const std::optional<Time>& time) { return time ? phrase(" at {}", time->text()) : Phrase(); }

Result<> say_replanned(Workspace& workspace, const facts::OpenOwner& owner, const Node& before, const Node& after) {
  if (!is_kind(after, "job")) return {};
  TRY(plans, MeetingPlans::load(workspace));
  const Employment old = Employment::from(before), fresh = Employment::from(after);
  const MeetingRules* rules = plans.of(fresh);
  if (!rules) return {};
  const auto changes = changes_of_plan(plan_meetings(*rules, old.starts, old.last_day()), plan_meetings(*rules, fresh.starts, fresh.last_day()));
  for (const MovedMeeting& moved : changes) {
    Phrase line = !moved.to     ? phrase("{}: {} → no longer", moved.code, moved.from->text())
                  : !moved.from ? phrase("{}: now {}", moved.code, moved.to->text())
                                : phrase("{}: {} → {}", moved.code, moved.from->text(), moved.to->text());
    for (const RecordedMeeting& one : recorded_meetings(owner.live))
      if (one.job == fresh.id && std::ranges::find(one.codes, moved.code) != one.codes.end()) line += phrase(" (recorded on {})", one.day.text());
    CHECKED(say(workspace, phrase("{} meeting {}", owner.shown, line)));
  }
  return {};
}

std::string signed_digest(const facts::OpenOwner& owner, std::string_view meeting) {
  std::string text;
  Arena arena;
  for (const Node* record : owner.live) {
    const bool is_it = is_kind(*record, "meeting") && record->get("id") == meeting;
    const bool belongs = (is_kind(*record, "rating") || is_kind(*record, "axis")) && record->get("meeting") == meeting;
    if (!is_it && !belongs) continue;
    // That an axis is followed does not change what was agreed.
    Node* agreed = arena.copy(*record);
    if (is_kind(*record, "axis"))
      for (const std::string_view field : {"state", "ended"}) arena.remove(*agreed, field);
    text += write_record(*agreed, *find_kind(record_kind(*record)));
  }
  return hex(sha256(text));
}

Signatures signatures_of(const facts::OpenOwner& owner, std::string_view meeting) {
  const std::string now = signed_digest(owner, meeting);
  Signatures found;
  for (const Node* record : owner.live) {
    if (!is_kind(*record, "signature") || record->get("meeting") != meeting) continue;
    const std::string party(record->get("party"));
    (record->get("digest") == now ? found.valid : found.voided).push_back(party);
  }
  // Who signed again has signed.
  std::erase_if(found.voided, [&](const std::string& party) { return std::ranges::find(found.valid, party) != found.valid.end(); });
  std::ranges::sort(found.voided);
  found.voided.erase(std::unique(found.voided.begin(), found.voided.end()), found.voided.end());
  return found;
}

}  // namespace mloc::meeting
