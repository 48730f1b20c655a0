#include <algorithm>
#include <map>

#include "booklet_verbs.hpp"
#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/render/calendar.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::meeting {
namespace {

constexpr std::string_view extra = "RS";  ///< a meeting beside the plan

/// A job with its meetings, voided ones too: what was announced once is cancelled, not forgotten.
struct CalendarJob {
  struct Meeting {
    RecordedMeeting record;
    int revision = 0;
    bool voided = false;
  };
  std::string case_id, file_number, person, place;
  Employment job;
  int revision;
  bool voided;
  std::vector<Meeting> meetings;
};

int number_of(const SqlValue& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? static_cast<int>(*number) : 0;
}
bool is_there(const SqlValue& value) { return std::holds_alternative<std::string>(value); }

Result<std::vector<CalendarJob>> read_jobs(Index& index) {
  TRY(rows, index.rows("SELECT j.case_id, j.id, j.employer, j.programme, j.adviser, j.starts, j.ends, j.ended, j.revision, j.voided_day, "
                       "(SELECT a.file_number FROM application a WHERE a.case_id = j.case_id AND a.voided_day IS NULL ORDER BY a.received DESC, a.id DESC LIMIT 1), "
                       "(SELECT a.referent FROM application a WHERE a.case_id = j.case_id AND a.voided_day IS NULL ORDER BY a.received DESC, a.id DESC LIMIT 1), "
                       "(SELECT p.name FROM partner p WHERE p.code = j.employer AND p.voided_day IS NULL ORDER BY p.id LIMIT 1) FROM job j ORDER BY j.case_id, j.id"));
  std::vector<CalendarJob> jobs;
  for (const auto& row : rows.rows) {
    CalendarJob one{text_of(row[0]), {}, {}, {}, {text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]), *Date::parse(text_of(row[5])), Date::parse(text_of(row[6])), Date::parse(text_of(row[7]))},
                    number_of(row[8]), is_there(row[9]), {}};
    one.file_number = is_there(row[10]) ? text_of(row[10]) : one.case_id;
    one.person = one.job.adviser.empty() ? text_of(row[11]) : one.job.adviser;
    one.place = is_there(row[12]) ? text_of(row[12]) : one.job.employer;
    jobs.push_back(std::move(one));
  }
  return jobs;
}

Result<> read_meetings(Index& index, std::vector<CalendarJob>& jobs) {
  TRY(rows, index.rows("SELECT m.case_id, m.job, m.id, m.due, m.day, m.time, m.state, m.revision, m.voided_day, (SELECT group_concat(o.value, ' ') FROM "
                       "(SELECT c.value FROM meeting_meets c WHERE c.case_id = m.case_id AND c.record_id = m.id ORDER BY c.position) o), m.place FROM meeting m ORDER BY m.case_id, m.id"));
  std::map<std::pair<std::string, std::string>, CalendarJob*> job_of;
  for (CalendarJob& one : jobs) job_of[{one.case_id, one.job.id}] = &one;
  for (const auto& row : rows.rows) {
    const auto job = job_of.find({text_of(row[0]), text_of(row[1])});
    if (job == job_of.end()) continue;
    using State = RecordedMeeting::State;
    const std::string state = text_of(row[6]), codes = text_of(row[9]);
    RecordedMeeting record{text_of(row[2]), text_of(row[1]), {}, Date::parse(text_of(row[3])), *Date::parse(text_of(row[4])), text_of(row[5]),
                           state == "held" ? State::held : state == "not_held" ? State::not_held : State::planned, text_of(row[10])};
    for (const std::string_view code : split(codes, ' ')) record.codes.emplace_back(code);
    job->second->meetings.push_back({std::move(record), number_of(row[7]), is_there(row[8])});
  }
  return {};
}

std::string title_of(const CalendarJob& job, const std::vector<std::string>& codes) {
  std::vector<std::string> names;
  for (const std::string& code : codes) {
    const Code* found = code_list(code == extra ? "rencontre_supplementaire" : "rencontre_tripartite")->find(code);
    names.emplace_back(found ? found->fr : code);
  }
  return fmt::format("Rencontre tripartite {} ({}) : {}", joined(codes, " "), job.file_number, joined(names, " ; "));
}

bool covers(const std::vector<std::string>& codes, std::string_view code) { return std::ranges::find(codes, code) != codes.end(); }

/// The events of one job: one for each code of the plan, whatever day it falls on and with which other it coincides, and
/// one for each further meeting.
class JobEvents {
 public:
  JobEvents(const MeetingRules& rules, const CalendarJob& job) : job_(job) {
    for (const CalendarJob::Meeting& one : job.meetings)
      if (!one.voided) live_.push_back(one.record);
    if (!job.voided) standing_ = standing_meetings(rules, job.job, live_);
    for (const MeetingRule& rule : rules.plan) add_planned(rule);
    for (const CalendarJob::Meeting& one : job.meetings)
      if (covers(one.record.codes, extra)) add_extra(one);
  }
  std::vector<CalendarEvent> all;

 private:
  using Status = CalendarEvent::Status;

  /// A meeting that waits, else one that did not take place; nothing of one that was held.
  void add_planned(const MeetingRule& rule) {
    const StandingMeeting* found = nullptr;
    for (const StandingMeeting& one : standing_)
      if (covers(one.codes, rule.code) && (!found || one.is_open() || !found->is_open())) found = &one;
    if (!found) {
      // It was in a calendar before the job moved or was voided.
      if (revisions_of(rule.code) > 0) add(rule.code, {rule.code}, job_.job.starts.plus_months(rule.months), "", Status::cancelled);
      return;
    }
    const bool leads = found->codes.front() == rule.code;
    const bool held = found->record && found->record->state == RecordedMeeting::State::held;
    if (leads && held) return;
    const Status status = !leads || !found->is_open() ? Status::cancelled : found->record ? Status::confirmed : Status::tentative;
    add(rule.code, leads ? found->codes : std::vector<std::string>{rule.code}, found->day, found->record ? found->record->time : "", status,
        found->record ? found->record->place : "");
  }

  void add_extra(const CalendarJob::Meeting& one) {
    using State = RecordedMeeting::State;
    const bool off = one.voided || job_.voided || one.record.state == State::not_held;
    if (!off && one.record.state == State::held) return;
    put(one.record.id, one.revision + one.voided + job_.voided, one.record.codes, one.record.day, one.record.time, off ? Status::cancelled : Status::confirmed, one.record.place);
  }

  /// Grows with each change of the job, and of what was recorded of the meeting.
  int revisions_of(const std::string& code) const {
    int count = job_.revision + job_.voided;
    for (const CalendarJob::Meeting& one : job_.meetings)
      if (covers(one.record.codes, code)) count += 1 + one.revision + one.voided;
    return count;
  }

  void add(const std::string& code, const std::vector<std::string>& codes, Date day, const std::string& time, Status status, const std::string& place = {}) {
    put(job_.job.id + "-" + code, revisions_of(code), codes, day, time, status, place);
  }
  void put(const std::string& name, int sequence, const std::vector<std::string>& codes, Date day, const std::string& time, Status status, const std::string& place) {
    all.push_back({fmt::format("{}-{}@mloc", job_.case_id, name), day, time, title_of(job_, codes), place.empty() ? job_.place : place, status, sequence});
  }

  const CalendarJob& job_;
  std::vector<RecordedMeeting> live_;
  std::vector<StandingMeeting> standing_;
};

/// The office's zone as the system knows it; none when the settings name none. M262 for a zone that is not there.
Result<std::optional<TimeZone>> zone_of(const Workspace& workspace) {
  TRY(settings, workspace.store().read(std::string(settings_path)));
  Arena arena;
  TRY(root, read_settings(settings.bytes, std::string(settings_path), "settings", arena));
  const std::string name(root->get("timezone"));
  if (name.empty()) return std::optional<TimeZone>();
  const auto& environment = workspace.world().environment;
  const auto folder = environment.find("TZDIR");
  const auto file = workspace.world().files.read((folder == environment.end() ? "/usr/share/zoneinfo" : folder->second) + "/" + name, 1u << 20);
  if (!file || !file->ends_with('\n')) return fail(Exit::unknown, problem("M262"_m, name));
  const std::string_view bytes = std::string_view(*file).substr(0, file->size() - 1);
  const auto zone = TimeZone::parse(name, bytes.substr(bytes.rfind('\n') + 1));
  return zone ? Result<std::optional<TimeZone>>(zone) : fail(Exit::unknown, problem("M262"_m, name));
}

}  // namespace

Result<Exit> print_calendar(World& world, const Globals& globals, const CalendarArgs& args) {
  constexpr std::chrono::days a_year{366};
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(zone, zone_of(workspace));
  TRY(index, workspace.valid_index());
  TRY(plans, MeetingPlans::load(workspace));
  TRY(jobs, read_jobs(*index));
  CHECKED(read_meetings(*index, jobs));
  const Date last = world.today().plus_days(static_cast<int>(args.within.value_or(a_year).count()));
  std::vector<CalendarEvent> events;
  for (const CalendarJob& job : jobs) {
    const MeetingRules* rules = plans.of(job.job);
    if (!rules || (args.person && job.person != *args.person)) continue;
    for (CalendarEvent& one : JobEvents(*rules, job).all)
      if (one.day <= last) events.push_back(std::move(one));
  }
  std::ranges::stable_sort(events, {}, [](const CalendarEvent& one) { return std::tuple(one.day, one.uid); });
  CHECKED(world.out.write(calendar_text(events, world.today(), zone)));
  return Exit::done;
}

}  // namespace mloc::meeting
