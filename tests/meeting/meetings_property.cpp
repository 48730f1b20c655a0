#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "catch.hpp"
#include "mloc/meeting/rules/meetings.hpp"

using namespace mloc;

using namespace mloc::meeting;

namespace {

MeetingRules any_rules() {
  MeetingRules rules{{{"R1", 0, {}}, {"R2", 1, {}}, {"R3", *rc::gen::inRange(2, 12), *rc::gen::inRange(0, 30)}}, {}, Holidays::france};
  if (*rc::gen::inRange(0, 2)) rules.holidays = Holidays::alsace_moselle;
  for (int i = 0; i < 5; ++i) rules.closed.push_back(Date::of(2012, 1, 1)->plus_days(*rc::gen::inRange(0, 400)));
  return rules;
}
Date any_day() { return Date::of(2012, 1, 1)->plus_days(*rc::gen::inRange(0, 400)); }

/// Each meeting with its day.
std::map<std::string, Date> days_of(const std::vector<PlannedMeeting>& plan) {
  std::map<std::string, Date> days;
  for (const PlannedMeeting& one : plan)
    for (const std::string& code : one.codes) RC_ASSERT(days.emplace(code, one.day).second);
  return days;
}

}  // namespace

TEST_CASE("any plan keeps to open days within the contract, each day once, each meeting once") {
  CHECK(rc::check("plans", [] {
    const MeetingRules rules = any_rules();
    const Date hired = any_day();
    const std::optional<Date> last = *rc::gen::inRange(0, 4) ? std::optional(hired.plus_days(*rc::gen::inRange(0, 500))) : std::nullopt;
    const auto plan = plan_meetings(rules, hired, last);
    const auto days = days_of(plan);
    RC_ASSERT(days.size() == 3u);
    // A contract that ends by the date of the second meeting has it with the last; in any other its day is its own.
    const Date second = days_of(plan_meetings(rules, hired, std::nullopt)).at("R2");
    if (last && *last <= hired.plus_months(1)) RC_ASSERT(days.at("R2") == days.at("R3"));
    else if (!last || second <= *last) RC_ASSERT(days.at("R2") == second);
    for (std::size_t i = 0; i < plan.size(); ++i) {
      RC_ASSERT(rules.is_open(plan[i].day));
      RC_ASSERT(!last || plan[i].day <= *last);
      RC_ASSERT(i == 0 || plan[i - 1].day < plan[i].day);
    }
  }));
}

TEST_CASE("a longer contract never brings its last meeting forward") {
  CHECK(rc::check("longer", [] {
    const MeetingRules rules = any_rules();
    const Date hired = any_day(), last = hired.plus_days(*rc::gen::inRange(0, 300));
    const auto day_of = [&](Date end) {
      for (const PlannedMeeting& one : plan_meetings(rules, hired, end))
        if (std::ranges::find(one.codes, "R3") != one.codes.end()) return one.day;
      return hired;
    };
    RC_ASSERT(day_of(last) <= day_of(last.plus_days(*rc::gen::inRange(0, 100))));
  }));
}

TEST_CASE("Easter is a Sunday between 22 March and 25 April, and holidays are its days or fixed") {
  CHECK(rc::check("Easter", [] {
    const int year = *rc::gen::inRange(1900, 2200);
    const Date easter = easter_sunday(year);
    RC_ASSERT(easter.days_since(*Date::of(2012, 4, 8)) % 7 == 0);
    RC_ASSERT(*Date::of(year, 3, 22) <= easter && easter <= *Date::of(year, 4, 25));
    RC_ASSERT(is_public_holiday(easter.plus_days(1), Holidays::france));
    RC_ASSERT(!is_public_holiday(easter.plus_days(2), Holidays::alsace_moselle) || easter.plus_days(2).month() == 5 || easter.plus_days(2).month() == 4);
  }));
}
