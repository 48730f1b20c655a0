#include "mloc/enrol/rules/follow_up.hpp"

#include <algorithm>
#include <utility>

namespace mloc::enrol {
namespace {

bool counts_for(const std::string& programme, std::string_view wanted) { return programme.empty() || programme == wanted; }

/// The rules, each of which looks at one person and may fire several times.
class Watch {
 public:
  Watch(const Followed& person, const AlertThresholds& limits, Date today) : person_(person), limits_(limits), today_(today) {}

  std::vector<Alert> look() {
    if (limits_.no_contact_days) look_for_contact(*limits_.no_contact_days);
    if (limits_.absences) look_for_absences(*limits_.absences);
    if (limits_.no_recommendation_days) look_for_recommendation(*limits_.no_recommendation_days);
    if (limits_.overdue_days) look_for_overdue(*limits_.overdue_days);
    if (limits_.no_liaison_days) look_for_liaison(*limits_.no_liaison_days);
    if (limits_.not_adapted_days) look_for_adapted(*limits_.not_adapted_days);
    return std::move(alerts_);
  }

 private:
  void add(std::string_view rule, const std::string& on, const std::string& programme, const std::string& person, Date since,
           int value, int limit) {
    alerts_.push_back({std::string(rule), on, programme, person.empty() ? person_.adviser : person, since, value, limit});
  }

  /// The last day of the meetings that `admits` takes, or the entry.
  template <class Admits>
  Date last_of(const Stay& stay, Admits admits) const {
    Date last = stay.entered;
    for (const Meeting& meeting : person_.meetings)
      if (meeting.day <= today_ && admits(meeting)) last = std::max(last, meeting.day);
    return last;
  }

  void look_for_contact(int days) {
    for (const Stay& stay : person_.stays) {
      if (!stay.open_on(today_)) continue;
      const Date last = last_of(stay, [](const Meeting& one) { return !one.liaison && one.came == Meeting::Came::yes; });
      if (overdue(last, today_, days)) add("no_contact", stay.id, stay.programme, {}, last, today_.days_since(last), days);
    }
  }

  void look_for_absences(int limit) {
    const bool followed = std::ranges::any_of(person_.stays, [&](const Stay& stay) { return stay.open_on(today_); });
    std::vector<Meeting> until_today;
    for (const Meeting& meeting : person_.meetings)
      if (meeting.day <= today_) until_today.push_back(meeting);
    const AbsenceRun run = absences_in_a_row(until_today);
    if (followed && run.count >= limit)
      add("absences", until_today.back().id, until_today.back().programme, {}, *run.since, run.count, limit);
  }

  void look_for_recommendation(int days) {
    for (const Diagnosed& diagnosis : person_.diagnoses) {
      const bool followed_up = std::ranges::any_of(person_.recommendations, [&](const Recommended& one) {
        return one.day >= diagnosis.day && counts_for(one.programme, diagnosis.programme);
      });
      if (!followed_up && !has_left(diagnosis.programme) && overdue(diagnosis.day, today_, days))
        add("no_recommendation", diagnosis.id, diagnosis.programme, {}, diagnosis.day, today_.days_since(diagnosis.day), days);
    }
  }

  void look_for_overdue(int days) {
    for (const Recommended& one : person_.recommendations)
      if (one.open && one.due && overdue(*one.due, today_, days))
        add("overdue_recommendation", one.id, one.programme, one.owner, *one.due, today_.days_since(*one.due), days);
    for (const Referred& one : person_.referrals)
      if (one.open && overdue(one.deadline, today_, days))
        add("overdue_referral", one.id, one.programme, {}, one.deadline, today_.days_since(one.deadline), days);
  }

  void look_for_liaison(int days) {
    for (const Stay& stay : person_.stays) {
      if (!stay.referred || !stay.open_on(today_)) continue;
      const Date last = last_of(stay, [](const Meeting& one) { return one.liaison; });
      if (overdue(last, today_, days)) add("no_liaison", stay.id, stay.programme, {}, last, today_.days_since(last), days);
    }
  }

  void look_for_adapted(int days) {
    const Diagnosed* asking = asking_adapted(person_);
    if (asking && !person_.is_adapted && !has_left(asking->programme) && overdue(asking->day, today_, days))
      add("not_adapted", asking->id, asking->programme, {}, asking->day, today_.days_since(asking->day), days);
  }

  /// After the exit nobody recommends any more.
  bool has_left(const std::string& programme) const {
    return std::ranges::any_of(person_.stays, [&](const Stay& stay) { return stay.programme == programme && stay.exited && *stay.exited < today_; });
  }

  const Followed& person_;
  const AlertThresholds& limits_;
  Date today_;
  std::vector<Alert> alerts_;
};

}  // namespace

Meeting::Came came_by(std::string_view came) {
  if (came == "yes") return Meeting::Came::yes;
  if (came == "excused") return Meeting::Came::excused;
  return came == "no" ? Meeting::Came::no : Meeting::Came::other;
}

AbsenceRun absences_in_a_row(std::span<const Meeting> meetings) {
  AbsenceRun run;
  for (const Meeting& meeting : meetings) {
    if (meeting.liaison) continue;
    if (meeting.came == Meeting::Came::yes) run = {};
    if (meeting.came != Meeting::Came::no) continue;
    if (run.count++ == 0) run.since = meeting.day;
  }
  return run;
}

const Diagnosed* asking_adapted(const Followed& person) {
  const Diagnosed* asking = nullptr;
  for (const Diagnosed& one : person.diagnoses) {
    const bool is_newest = std::ranges::none_of(person.diagnoses, [&](const Diagnosed& other) {
      return other.programme == one.programme && std::pair(one.day, one.id) < std::pair(other.day, other.id);
    });
    if (is_newest && one.asks_adapted) asking = &one;
  }
  return asking;
}

bool overdue(Date due, Date today, int days) { return today.days_since(due) > days; }

Dose dose_of(const Followed& person, std::string_view programme, Date today) {
  Dose dose;
  for (const Meeting& meeting : person.meetings) {
    if (!counts_for(meeting.programme, programme) || meeting.day > today) continue;
    dose.liaisons += meeting.liaison;
    dose.absences += !meeting.liaison && meeting.came == Meeting::Came::no;
    if (meeting.liaison || meeting.came != Meeting::Came::yes) continue;
    ++dose.contacts;
    dose.minutes += meeting.minutes;
    if (!dose.first) dose.first = meeting.day;
    dose.last = meeting.day;
  }
  std::optional<Date> diagnosed;
  for (const Diagnosed& one : person.diagnoses)
    if (one.programme == programme && one.day <= today) diagnosed = std::max(diagnosed.value_or(one.day), one.day);
  bool recommended = false;
  for (const Recommended& one : person.recommendations) {
    if (!counts_for(one.programme, programme) || one.day > today) continue;
    ++dose.recommendations;
    recommended = recommended || (!one.minimal && !one.abandoned);
  }
  dose.diagnosis_only = diagnosed && !recommended && (!dose.last || *dose.last <= *diagnosed);
  return dose;
}

std::vector<Alert> alerts_of(const Followed& person, const AlertThresholds& thresholds, Date today) {
  return Watch(person, thresholds, today).look();
}

std::vector<std::string> alert_rules() {
  return {"no_contact", "absences", "no_recommendation", "overdue_recommendation", "overdue_referral", "no_liaison", "not_adapted"};
}

}  // namespace mloc::enrol
