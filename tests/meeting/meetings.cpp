#include "mloc/meeting/rules/meetings.hpp"

#include <map>

#include "catch.hpp"

using namespace mloc;

using namespace mloc::meeting;

namespace {

Date day(const char* text) { return *Date::parse(text); }

/// The plan of the documents: start, end of the first month, six months or a week before the end.
MeetingRules usual() { return {{{"R1", 0, {}}, {"R2", 1, {}}, {"R3", 6, 7}}, {}, Holidays::france}; }

std::string told(const std::vector<PlannedMeeting>& plan) {
  std::string text;
  for (const PlannedMeeting& meeting : plan) {
    for (const std::string& code : meeting.codes) text += (text.empty() || text.back() == ' ' ? "" : "+") + code;
    text += "=" + meeting.day.text() + " ";
  }
  return text;
}

std::string plan(const char* hired, const char* last, const MeetingRules& rules = usual()) {
  return told(plan_meetings(rules, day(hired), last ? Date::parse(last) : std::nullopt));
}

}  // namespace

TEST_CASE("Easter falls where the calendar of the Church has it") {
  const std::map<int, const char*> known = {{1818, "1818-03-22"}, {1943, "1943-04-25"}, {2000, "2000-04-23"}, {2010, "2010-04-04"},
                                            {2011, "2011-04-24"}, {2012, "2012-04-08"}, {2024, "2024-03-31"}, {2038, "2038-04-25"}};
  for (const auto& [year, text] : known) CHECK(easter_sunday(year) == day(text));
}

TEST_CASE("public holidays are the eleven of the Code du travail, thirteen in Alsace-Moselle") {
  const std::vector<const char*> year = {"2012-01-01", "2012-04-09", "2012-05-01", "2012-05-08", "2012-05-17", "2012-05-28",
                                         "2012-07-14", "2012-08-15", "2012-11-01", "2012-11-11", "2012-12-25"};
  int count = 0, there = 0;
  for (Date one = day("2012-01-01"); one <= day("2012-12-31"); one = one.plus_days(1)) {
    count += is_public_holiday(one, Holidays::france);
    there += is_public_holiday(one, Holidays::alsace_moselle);
  }
  for (const char* one : year) CHECK(is_public_holiday(day(one), Holidays::france));
  CHECK(count == 11);
  CHECK(there == 13);
  CHECK(is_public_holiday(day("2012-04-06"), Holidays::alsace_moselle));
  CHECK(is_public_holiday(day("2012-12-26"), Holidays::alsace_moselle));
}

TEST_CASE("three meetings follow from the day of hiring and the last day") {
  CHECK(plan("2012-01-31", nullptr) == "R1=2012-01-31 R2=2012-02-29 R3=2012-07-31 ");
  CHECK(plan("2012-01-31", "2012-04-30") == "R1=2012-01-31 R2=2012-02-29 R3=2012-04-23 ");
  CHECK(plan("2012-01-31", "2012-08-07") == "R1=2012-01-31 R2=2012-02-29 R3=2012-07-31 ");
  CHECK(plan("2012-01-31", "2012-08-06") == "R1=2012-01-31 R2=2012-02-29 R3=2012-07-30 ");
}

TEST_CASE("a contract that ends by the second date has its second meeting with the last one") {
  CHECK(plan("2012-01-31", "2012-02-29") == "R1=2012-01-31 R2+R3=2012-02-22 ");
  CHECK(plan("2012-01-31", "2012-03-01") == "R1=2012-01-31 R3=2012-02-23 R2=2012-02-29 ");
  CHECK(plan("2012-01-31", "2012-02-07") == "R1+R2+R3=2012-01-31 ");
  CHECK(plan("2012-01-31", "2012-02-03") == "R1+R2+R3=2012-01-31 ");
}

TEST_CASE("a date that is not open moves forward, and backward where forward would pass the last day") {
  CHECK(plan("2012-03-31", nullptr) == "R1=2012-04-02 R2=2012-04-30 R3=2012-10-01 ");
  // Easter Monday follows the weekend.
  CHECK(plan("2012-04-07", nullptr) == "R1=2012-04-10 R2=2012-05-07 R3=2012-10-08 ");
  CHECK(plan("2012-04-06", "2012-04-09", usual()) == "R1+R2+R3=2012-04-06 ");
  CHECK(plan("2012-04-07", "2012-04-09", usual()) == "R1+R2+R3=2012-04-06 ");
  MeetingRules closed = usual();
  closed.closed = {day("2012-02-29")};
  CHECK(plan("2012-01-31", nullptr, closed) == "R1=2012-01-31 R2=2012-03-01 R3=2012-07-31 ");
  MeetingRules east = usual();
  east.holidays = Holidays::alsace_moselle;
  CHECK(plan("2012-04-06", nullptr, east) == "R1=2012-04-10 R2=2012-05-07 R3=2012-10-08 ");
}

TEST_CASE("what is recorded takes the place of what was planned") {
  const Employment job{"j", "e", "", "", day("2012-01-31"), day("2012-07-30"), {}};
  using State = RecordedMeeting::State;
  const std::vector<RecordedMeeting> records = {{"m", "j", {"R2"}, day("2012-02-29"), day("2012-03-02"), "", State::held},
                                                {"x", "j", {"RS"}, {}, day("2012-04-16"), "10:00", State::planned},
                                                {"o", "other", {"R1"}, {}, day("2012-01-31"), "", State::held}};
  const auto standing = standing_meetings(usual(), job, records);
  REQUIRE(standing.size() == 4);
  CHECK(standing[0].codes == std::vector<std::string>{"R1"});
  CHECK(standing[0].is_open());
  CHECK(standing[1].day == day("2012-03-02"));
  CHECK_FALSE(standing[1].is_open());
  CHECK(standing[2].record->id == "x");
  CHECK(standing[2].is_open());
  CHECK(standing[3].due == day("2012-07-23"));
}

TEST_CASE("a changed contract says which meetings move") {
  const auto before = plan_meetings(usual(), day("2012-01-31"), day("2012-07-30"));
  CHECK(changes_of_plan(before, before).empty());
  // One that ends within the month has its second meeting with the last.
  const auto within = plan_meetings(usual(), day("2012-01-31"), day("2012-02-15"));
  CHECK(changes_of_plan(before, within) == std::vector<MovedMeeting>{{"R2", day("2012-02-29"), day("2012-02-08")}, {"R3", day("2012-07-23"), day("2012-02-08")}});
  CHECK(changes_of_plan(within, before) == std::vector<MovedMeeting>{{"R2", day("2012-02-08"), day("2012-02-29")}, {"R3", day("2012-02-08"), day("2012-07-23")}});
  MeetingRules without = usual();
  std::erase_if(without.plan, [](const MeetingRule& rule) { return rule.code == "R2"; });
  const auto two = plan_meetings(without, day("2012-01-31"), day("2012-07-30"));
  CHECK(changes_of_plan(before, two) == std::vector<MovedMeeting>{{"R2", day("2012-02-29"), std::nullopt}});
  CHECK(changes_of_plan(two, before) == std::vector<MovedMeeting>{{"R2", std::nullopt, day("2012-02-29")}});
}
