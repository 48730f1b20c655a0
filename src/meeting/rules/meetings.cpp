#include "mloc/meeting/rules/meetings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "mloc/base/number.hpp"
#include "mloc/base/values.hpp"

namespace mloc::meeting {
namespace {

bool is_weekend(Date day) {
  static const Date saturday = *Date::of(2000, 1, 1);
  const int after = day.days_since(saturday) % 7;
  return (after + 7) % 7 < 2;
}

/// The date by the rule alone; no value when the contract ends by the date of a meeting in between, which is then held with the
/// last one.
std::optional<Date> date_of(const MeetingRule& rule, Date hired, std::optional<Date> last_day) {
  const Date date = hired.plus_months(rule.months);
  if (!last_day || rule.months == 0) return date;
  if (!rule.before_end) return *last_day <= date ? std::nullopt : std::optional(date);
  return std::max(hired, std::min(date, last_day->plus_days(-*rule.before_end)));
}

/// Meetings of one day are one.
void put_on(std::vector<PlannedMeeting>& meetings, Date day, std::vector<std::string> codes) {
  const auto same_day = std::ranges::find(meetings, day, &PlannedMeeting::day);
  if (same_day == meetings.end()) meetings.push_back({std::move(codes), day});
  else same_day->codes.insert(same_day->codes.end(), codes.begin(), codes.end());
}

Date to_open_day(const MeetingRules& rules, Date date, std::optional<Date> last_day) {
  Date day = date;
  while (!rules.is_open(day)) day = day.plus_days(1);
  if (!last_day || day <= *last_day) return day;
  day = std::min(date, *last_day);
  while (!rules.is_open(day)) day = day.plus_days(-1);
  return day;
}

bool covers(const RecordedMeeting& record, std::string_view code) {
  return std::ranges::find(record.codes, code) != record.codes.end();
}

/// Each code of a plan with its day.
std::map<std::string, Date> days_of(const std::vector<PlannedMeeting>& plan) {
  std::map<std::string, Date> days;
  for (const PlannedMeeting& meeting : plan)
    for (const std::string& code : meeting.codes) days.emplace(code, meeting.day);
  return days;
}

}  // namespace

Date easter_sunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
  return *Date::of(year, static_cast<unsigned>(sum / 31), static_cast<unsigned>(sum % 31 + 1));
}

bool is_public_holiday(Date day, Holidays holidays) {
  constexpr std::array<std::pair<unsigned, unsigned>, 8> fixed = {
      {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}}};
  const std::pair date(day.month(), day.day());
  if (std::ranges::find(fixed, date) != fixed.end()) return true;
  const int after_easter = day.days_since(easter_sunday(day.year()));
  // Easter Monday, Ascension, Whit Monday.
  if (after_easter == 1 || after_easter == 39 || after_easter == 50) return true;
  return holidays == Holidays::alsace_moselle && (after_easter == -2 || date == std::pair(12u, 26u));
}

std::optional<MeetingRules> MeetingRules::from(const Node& programme) {
  const Node* tree = programme.find("meetings");
  if (!tree) return std::nullopt;
  MeetingRules rules;
  for (const Node& one : *tree->find("plan")) {
    MeetingRule rule{std::string(one.get("meeting")), checked_number(one.get("months")), std::nullopt};
    if (one.has("before_end")) rule.before_end = checked_number(one.get("before_end"));
    rules.plan.push_back(std::move(rule));
  }
  for (const std::string& day : texts_of(tree->find("closed")))
    if (const auto closed = Date::parse(day)) rules.closed.push_back(*closed);
  if (tree->get("alsace_moselle") == "true") rules.holidays = Holidays::alsace_moselle;
  return rules;
}

bool MeetingRules::is_open(Date day) const {
  return !is_weekend(day) && !is_public_holiday(day, holidays) && std::ranges::find(closed, day) == closed.end();
}

std::vector<PlannedMeeting> plan_meetings(const MeetingRules& rules, Date hired, std::optional<Date> last_day) {
  std::vector<PlannedMeeting> meetings;
  std::vector<std::string> waiting;  // for a last meeting to be held with
  for (const MeetingRule& rule : rules.plan) {
    const auto date = date_of(rule, hired, last_day);
    waiting.push_back(rule.code);
    if (!date) continue;
    put_on(meetings, to_open_day(rules, *date, last_day), std::exchange(waiting, {}));
  }
  if (!waiting.empty() && !meetings.empty()) put_on(meetings, meetings.back().day, std::move(waiting));
  std::ranges::stable_sort(meetings, {}, &PlannedMeeting::day);
  return meetings;
}

Employment Employment::from(const Node& record) {
  const auto text = [&](std::string_view name) { return std::string(record.get(name)); };
  return {text("id"), text("employer"), text("programme"), text("adviser"), *Date::parse(record.get("starts")),
          Date::parse(record.get("ends")), Date::parse(record.get("ended"))};
}

std::optional<Date> Employment::last_day() const { return ended ? ended : ends; }

RecordedMeeting RecordedMeeting::from(const Node& record) {
  const std::string_view state = record.get("state");
  return {std::string(record.get("id")),
          std::string(record.get("job")),
          texts_of(record.find("meets")),
          Date::parse(record.get("due")),
          *Date::parse(record.get("day")),
          std::string(record.get("time")),
          state == "held" ? State::held : state == "not_held" ? State::not_held : State::planned,
          std::string(record.get("place"))};
}

std::vector<StandingMeeting> standing_meetings(const MeetingRules& rules, const Employment& job,
                                               std::span<const RecordedMeeting> records) {
  std::vector<StandingMeeting> standing;
  for (const RecordedMeeting& record : records)
    if (record.job == job.id) standing.push_back({record.codes, record.due.value_or(record.day), record.day, &record});
  for (PlannedMeeting& planned : plan_meetings(rules, job.starts, job.last_day())) {
    std::erase_if(planned.codes, [&](const std::string& code) {
      return std::ranges::any_of(records, [&](const RecordedMeeting& record) { return record.job == job.id && covers(record, code); });
    });
    if (!planned.codes.empty()) standing.push_back({std::move(planned.codes), planned.day, planned.day, nullptr});
  }
  std::ranges::stable_sort(standing, {}, &StandingMeeting::day);
  return standing;
}

std::vector<MovedMeeting> changes_of_plan(const std::vector<PlannedMeeting>& before, const std::vector<PlannedMeeting>& after) {
  const auto old = days_of(before), fresh = days_of(after);
  std::vector<MovedMeeting> moved;
  for (const auto& [code, day] : old) {
    const auto now = fresh.find(code);
    if (now == fresh.end()) moved.push_back({code, day, std::nullopt});
    else if (now->second != day) moved.push_back({code, day, now->second});
  }
  for (const auto& [code, day] : fresh)
    if (!old.contains(code)) moved.push_back({code, std::nullopt, day});
  return moved;
}

}  // namespace mloc::meeting
