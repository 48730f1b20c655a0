#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"

namespace mloc::meeting {

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
Date easter_sunday(int year);

enum class Holidays : std::uint8_t { france, alsace_moselle };
/// A public holiday of the Code du travail, L3133-1; with Alsace-Moselle Good Friday and 26 December, too (L3134-13).
bool is_public_holiday(Date day, Holidays holidays);

/// One meeting of a programme's plan: so many months after hiring, or so many days before the contract's end when that
/// comes first.
struct MeetingRule {
  std::string code;  ///< of rencontre_tripartite
  int months = 0;
  std::optional<int> before_end;
};

/// The plan of a programme and the days on which nobody meets.
struct MeetingRules {
  std::vector<MeetingRule> plan;
  std::vector<Date> closed;
  Holidays holidays = Holidays::france;
  /// From the tree of a programme's file; no value when it plans no meetings.
  static std::optional<MeetingRules> from(const Node& programme);
  /// Neither a weekend, a public holiday nor a closed day.
  bool is_open(Date day) const;
};

/// Meetings that fall on one day, by their codes.
struct PlannedMeeting {
  std::vector<std::string> codes;
  Date day;
  bool operator==(const PlannedMeeting&) const = default;
};

/// The meetings of a job from its day of hiring and the last day of its contract, by day. A date that is not open moves
/// forward, and backward where forward would pass the last day. A meeting in between is left out when the contract ends
/// by its date; none is before hiring, unless no day of the contract is open.
std::vector<PlannedMeeting> plan_meetings(const MeetingRules& rules, Date hired, std::optional<Date> last_day);

/// A job as its meetings see it.
struct Employment {
  std::string id, employer, programme, adviser;
  Date starts;
  std::optional<Date> ends, ended;
  static Employment from(const Node& record);
  /// The day on which it ended, or is to end.
  std::optional<Date> last_day() const;
};

/// A meeting that was recorded: its day fixed, held, or not held.
struct RecordedMeeting {
  enum class State : std::uint8_t { planned, held, not_held };
  std::string id, job;
  std::vector<std::string> codes;
  std::optional<Date> due;
  Date day;
  std::string time;
  State state = State::planned;
  std::string place = {};  ///< or empty: at the employer's
  static RecordedMeeting from(const Node& record);
};

/// A meeting of a job as it stands: planned by the rules only, or with its record.
struct StandingMeeting {
  std::vector<std::string> codes;
  Date due, day;                  ///< what the plan says; when it is, or was
  const RecordedMeeting* record = nullptr;
  bool is_open() const { return !record || record->state == RecordedMeeting::State::planned; }
};
/// All meetings of `job`, by day: those of the plan that no record covers, and those of `records` that are of this job.
std::vector<StandingMeeting> standing_meetings(const MeetingRules& rules, const Employment& job,
                                               std::span<const RecordedMeeting> records);

/// A day that a plan gave a meeting and no longer gives it, or gives it now, or both.
struct MovedMeeting {
  std::string code;
  std::optional<Date> from, to;
  bool operator==(const MovedMeeting&) const = default;
};
/// How the plan of a job changed, in one line for each meeting: `R3: 2012-07-23 → 2012-02-10`, `R2: no longer`.
std::vector<MovedMeeting> changes_of_plan(const std::vector<PlannedMeeting>& before, const std::vector<PlannedMeeting>& after);

}  // namespace mloc::meeting
