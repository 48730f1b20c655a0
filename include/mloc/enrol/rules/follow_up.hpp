#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/programme/settings.hpp"

namespace mloc::enrol {

// What is known of a person who is followed: records of the dossier, each with its id, none of them voided.

struct Stay {
  std::string id, programme;
  Date entered;
  std::optional<Date> exited;
  bool referred = false;  ///< the programme takes people by referral: adviser and animateur stay in touch
  bool open_on(Date day) const { return entered <= day && (!exited || day <= *exited); }
};

/// A contact, a lesson, an act: when, how long, whether the person came.
struct Meeting {
  enum class Came : std::uint8_t { yes, excused, no, other };
  std::string id, programme;
  Date day;
  int minutes = 0;
  Came came = Came::yes;
  bool liaison = false;  ///< two colleagues about the person, who was not there
};
/// From the word of the table `met`, which reads the codes of presence.
Meeting::Came came_by(std::string_view came);

struct Diagnosed {
  std::string id, programme;  ///< of the programme whose instrument it is
  Date day;
  bool asks_adapted = false;  ///< it says that learning is hard: what is planned is to be adapted
};
struct Recommended {
  std::string id, programme, owner;
  Date day;
  std::optional<Date> due;
  bool open = true, abandoned = false, minimal = false;
};
struct Referred {
  std::string id, programme;
  Date sent, deadline;
  bool open = true;
};

struct Followed {
  std::string case_id, file_number, adviser;
  std::vector<Stay> stays;
  std::vector<Meeting> meetings;  ///< by day
  std::vector<Diagnosed> diagnoses;
  std::vector<Recommended> recommendations;
  std::vector<Referred> referrals;
  bool is_adapted = false;  ///< an objective is
};

/// The diagnosis that asks for an adapted path: of each programme the newest counts. nullptr when none does.
const Diagnosed* asking_adapted(const Followed& person);

/// The run of unexcused absences at the end of `meetings`: how many, and the day of the first. A meeting to which the
/// person came ends a run; an excused one, or one that was put off, neither counts nor ends it.
struct AbsenceRun {
  int count = 0;
  std::optional<Date> since;
};
AbsenceRun absences_in_a_row(std::span<const Meeting> meetings);

/// `due` has passed by more than `days`.
bool overdue(Date due, Date today, int days);

/// What a person got in a programme until `today`. Liaisons and meetings to which nobody came give no minutes.
struct Dose {
  int contacts = 0, minutes = 0, absences = 0, liaisons = 0, recommendations = 0;
  std::optional<Date> first, last;
  /// There is a diagnosis, and after its day neither a contact nor a recommendation that is more than information:
  /// too low a dose can do harm.
  bool diagnosis_only = false;
};
Dose dose_of(const Followed& person, std::string_view programme, Date today);

/// One alert: the rule that fired, the record it fired on, since when, the measured value and its limit.
struct Alert {
  std::string rule, on, programme, person;  ///< person: whom it concerns among the staff
  Date since;
  int value = 0, limit = 0;
};
/// Every rule with a threshold, on one person, in the order of the rules and records.
std::vector<Alert> alerts_of(const Followed& person, const AlertThresholds& thresholds, Date today);
/// The names of the rules.
std::vector<std::string> alert_rules();

}  // namespace mloc::enrol
