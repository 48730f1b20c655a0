#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/time.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/meeting/rules/meetings.hpp"

namespace mloc::meeting {

/// The plans of all programmes of a workspace.
class MeetingPlans {
 public:
  static Result<MeetingPlans> load(Workspace& workspace);
  /// The plan of the job's programme, or the only one there is; nullptr when none plans its meetings.
  const MeetingRules* of(const Employment& job) const;

 private:
  std::map<std::string, MeetingRules> rules_;
};

/// What a dossier says of jobs and meetings.
struct MeetingCase {
  facts::OpenOwner owner;
  std::vector<Employment> jobs;
  std::vector<RecordedMeeting> meetings;

  static MeetingCase of(facts::OpenOwner owner);
  /// The named job, or the only one, or the only one that goes on; P110 or P111.
  Result<Employment> job(const std::optional<std::string>& wanted) const;
  const Node* record(std::string_view id) const;
};
Result<MeetingCase> open_meetings(Workspace& workspace, const CaseText& said);

/// A meeting that waits, of whoever.
struct DueMeeting {
  std::string case_id, file_number, job, employer, person;
  std::vector<std::string> codes;
  std::optional<Date> due;  ///< what the plan says; an extra one has none
  Date day;
  bool fixed = false;
  std::string time;
};
/// All meetings that wait until `last`, or whenever, by day.
Result<std::vector<DueMeeting>> read_due_meetings(Workspace& workspace, Index& index, std::optional<Date> last);
Result<std::vector<DueMeeting>> read_due_meetings(Workspace& workspace, Date last);

/// ` at 14:30`; nothing without a time.
Phrase at_time(const std::optional<Time>& time);
/// Says how the meetings of a job move when `before` becomes `after`; nothing when they stay.
Result<> say_replanned(Workspace& workspace, const facts::OpenOwner& owner, const Node& before, const Node& after);

/// What a signature under a meeting is given for: the meeting, its ratings and what its axes ask for.
std::string signed_digest(const facts::OpenOwner& owner, std::string_view meeting);
/// Whose signature under the meeting stands, and whose a later change has voided.
struct Signatures {
  std::vector<std::string> valid, voided;
};
Signatures signatures_of(const facts::OpenOwner& owner, std::string_view meeting);

}  // namespace mloc::meeting
