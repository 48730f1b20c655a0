#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/base/time.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::meeting {

struct MeetingPlanArgs {
  CaseText case_text;
  std::optional<std::string> job;
};
/// The meetings of a person's jobs: what the plan says, what was fixed, held or not held.
Result<Exit> show_meeting_plan(World& world, const Globals& globals, const MeetingPlanArgs& args);

struct MeetingDueArgs {
  std::vector<std::string> terms;
  std::optional<std::string> person;
};
/// Meetings that are due or late, of everybody: within 14 days, when the terms do not speak of days.
Result<Exit> list_due_meetings(World& world, const Globals& globals, const MeetingDueArgs& args);

/// What the verbs on one meeting share.
struct MeetingArgs {
  CaseText case_text;
  std::string meeting;  ///< R1, R2, R3, or RS for an extra one
  std::optional<std::string> job, staff, phase, place;
  std::optional<Date> on;
  std::optional<Time> time;
};
/// Fixes the day of a meeting, or adds an extra one.
Result<Exit> fix_meeting(World& world, const Globals& globals, const MeetingArgs& args);

/// What a low rating of an item rests on.
struct DatedFact {
  std::string party;  ///< empty where the verb names it
  std::string item, fact;
  Date day;
};

struct HoldMeetingArgs : MeetingArgs {
  std::vector<Named<std::string>> young, employer, adviser;  ///< item and level
  std::vector<DatedFact> facts;
  std::vector<std::string> acquired;
};
/// A meeting that took place, with what the three parties said.
Result<Exit> hold_meeting(World& world, const Globals& globals, const HoldMeetingArgs& args);

struct MissMeetingArgs : MeetingArgs {
  std::string cause, reason;
};
/// A meeting that did not take place: who caused it and why; it has no ratings.
Result<Exit> miss_meeting(World& world, const Globals& globals, const MissMeetingArgs& args);

struct RateMeetingArgs {
  CaseText case_text;
  std::string party;
  std::vector<Named<std::string>> levels;  ///< an empty level takes the rating away
  std::vector<DatedFact> facts;
  std::optional<std::string> meeting;
};
/// Adds or changes ratings of one party; signatures that were given are void from then on.
Result<Exit> rate_meeting(World& world, const Globals& globals, const RateMeetingArgs& args);

struct SignMeetingArgs {
  CaseText case_text;
  std::vector<std::string> parties;
  std::optional<std::string> meeting;
  std::optional<Date> on;
  bool representative = false;  ///< the legal representative signs with somebody under 18
};
/// Signatures under what the meeting says now; under 18 the young person's needs the legal representative's (M180).
Result<Exit> sign_meeting(World& world, const Globals& globals, const SignMeetingArgs& args);

struct MeetingListArgs {
  std::vector<std::string> terms;  ///< cases among them
};
/// Recorded meetings with their signatures: who signed, and whose signature a change has voided.
Result<Exit> list_meetings(World& world, const Globals& globals, const MeetingListArgs& args);

struct RatingListArgs {
  CaseText case_text;
  std::vector<std::string> terms;
};
/// One row for each rated item and meeting: the level of each party, and the gap between them.
Result<Exit> list_ratings(World& world, const Globals& globals, const RatingListArgs& args);

}  // namespace mloc::meeting
