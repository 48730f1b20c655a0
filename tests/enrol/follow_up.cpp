#include "catch.hpp"
#include "mloc/enrol/rules/follow_up.hpp"

using namespace mloc;

using namespace mloc::enrol;

namespace {

using Came = Meeting::Came;

Date day(std::string_view text) { return *Date::parse(text); }
Meeting meeting(std::string_view on, int minutes, Came came = Came::yes, bool liaison = false, std::string programme = "pole") {
  return {"m-" + std::string(on), std::move(programme), day(on), minutes, came, liaison};
}
Followed in_programme() {
  Followed person{.case_id = "X", .file_number = "PM-1", .adviser = "brun", .stays = {}, .meetings = {}, .diagnoses = {}, .recommendations = {}, .referrals = {}, .is_adapted = false};
  person.stays.push_back({"s", "pole", day("2010-03-01"), std::nullopt, true});
  return person;
}
std::vector<std::string> fired(const Followed& person, const AlertThresholds& limits, std::string_view today) {
  std::vector<std::string> said;
  for (const Alert& alert : alerts_of(person, limits, day(today)))
    said.push_back(alert.rule + " " + alert.on + " " + alert.since.text() + " " + std::to_string(alert.value) + " " + alert.person);
  return said;
}
using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("Absences in a row end with a presence; an excuse neither counts nor ends them") {
  const auto run = [](std::vector<Meeting> meetings) { return absences_in_a_row(meetings); };
  CHECK(run({}).count == 0);
  CHECK(run({meeting("2010-03-01", 0, Came::no), meeting("2010-03-02", 0, Came::no)}).count == 2);
  CHECK(run({meeting("2010-03-01", 0, Came::no), meeting("2010-03-02", 30)}).count == 0);
  const AbsenceRun excused = run({meeting("2010-03-01", 30), meeting("2010-03-02", 0, Came::no), meeting("2010-03-03", 0, Came::excused),
                                  meeting("2010-03-04", 0, Came::no), meeting("2010-03-05", 0, Came::other)});
  CHECK(excused.count == 2);
  CHECK(excused.since == day("2010-03-02"));
  // Two colleagues who talk are no presence of the person.
  CHECK(run({meeting("2010-03-01", 0, Came::no), meeting("2010-03-02", 10, Came::yes, true)}).count == 1);
}

TEST_CASE("Something is overdue when more than the days have passed") {
  CHECK_FALSE(overdue(day("2010-03-01"), day("2010-03-01"), 0));
  CHECK(overdue(day("2010-03-01"), day("2010-03-02"), 0));
  CHECK_FALSE(overdue(day("2010-03-01"), day("2010-03-31"), 30));
  CHECK(overdue(day("2010-03-01"), day("2010-04-01"), 30));
}

TEST_CASE("The codes of presence are told apart") {
  CHECK(came_by("yes") == Came::yes);
  CHECK(came_by("excused") == Came::excused);
  CHECK(came_by("no") == Came::no);
  CHECK(came_by("other") == Came::other);
}

TEST_CASE("The dose counts meetings to which the person came, of the programme or of none, until today") {
  Followed person = in_programme();
  person.meetings = {meeting("2010-03-02", 45), meeting("2010-03-09", 60, Came::no), meeting("2010-03-16", 10, Came::yes, true),
                     meeting("2010-03-23", 20, Came::yes, false, ""), meeting("2010-03-30", 90, Came::yes, false, "autre"),
                     meeting("2010-12-01", 30)};
  const Dose dose = dose_of(person, "pole", day("2010-06-01"));
  CHECK(dose.contacts == 2);
  CHECK(dose.minutes == 65);
  CHECK(dose.absences == 1);
  CHECK(dose.liaisons == 1);
  CHECK(dose.first == day("2010-03-02"));
  CHECK(dose.last == day("2010-03-23"));
  CHECK_FALSE(dose.diagnosis_only);
}

TEST_CASE("A diagnosis with nothing after it is a diagnosis only") {
  Followed person = in_programme();
  person.meetings = {meeting("2010-03-02", 45)};
  person.diagnoses = {{"d", "pole", day("2010-03-10")}};
  CHECK(dose_of(person, "pole", day("2010-06-01")).diagnosis_only);
  CHECK_FALSE(dose_of(person, "pole", day("2010-03-09")).diagnosis_only);
  CHECK_FALSE(dose_of(person, "autre", day("2010-06-01")).diagnosis_only);
  SECTION("information alone does not help") {
    person.recommendations = {{"r", "pole", "morel", day("2010-03-10"), std::nullopt, true, false, true}};
    CHECK(dose_of(person, "pole", day("2010-06-01")).diagnosis_only);
  }
  SECTION("nor what was given up") {
    person.recommendations = {{"r", "pole", "morel", day("2010-03-10"), std::nullopt, false, true, false}};
    CHECK(dose_of(person, "pole", day("2010-06-01")).diagnosis_only);
  }
  SECTION("a real recommendation does") {
    person.recommendations = {{"r", "pole", "morel", day("2010-03-10"), std::nullopt, true, false, false}};
    CHECK_FALSE(dose_of(person, "pole", day("2010-06-01")).diagnosis_only);
  }
  SECTION("and so does a meeting") {
    person.meetings.push_back(meeting("2010-03-20", 30));
    CHECK_FALSE(dose_of(person, "pole", day("2010-06-01")).diagnosis_only);
  }
}

TEST_CASE("No contact is counted from the last presence, else from the entry, while the person is in the programme") {
  Followed person = in_programme();
  const AlertThresholds limits{.no_contact_days = 30, .absences = {}, .no_recommendation_days = {}, .overdue_days = {}, .no_liaison_days = {}, .not_adapted_days = {}};
  CHECK(fired(person, limits, "2010-03-31").empty());
  CHECK(fired(person, limits, "2010-04-01") == Said{"no_contact s 2010-03-01 31 brun"});
  person.meetings = {meeting("2010-03-20", 30), meeting("2010-03-30", 0, Came::no), meeting("2010-03-31", 5, Came::yes, true)};
  CHECK(fired(person, limits, "2010-04-19").empty());
  CHECK(fired(person, limits, "2010-04-20") == Said{"no_contact s 2010-03-20 31 brun"});
  person.stays.front().exited = day("2010-04-10");
  CHECK(fired(person, limits, "2010-04-20").empty());
}

TEST_CASE("A diagnosis asks for a recommendation, unless the person has left") {
  Followed person = in_programme();
  const AlertThresholds limits{.no_contact_days = {}, .absences = {}, .no_recommendation_days = 15, .overdue_days = {}, .no_liaison_days = {}, .not_adapted_days = {}};
  person.diagnoses = {{"d", "pole", day("2010-03-10")}};
  CHECK(fired(person, limits, "2010-03-25").empty());
  CHECK(fired(person, limits, "2010-03-26") == Said{"no_recommendation d 2010-03-10 16 brun"});
  SECTION("one before it is another's") {
    person.recommendations = {{"r", "pole", "morel", day("2010-03-09"), std::nullopt, true, false, false}};
    CHECK(fired(person, limits, "2010-03-26").size() == 1);
  }
  SECTION("one of the day is its own") {
    person.recommendations = {{"r", "pole", "morel", day("2010-03-10"), std::nullopt, true, false, false}};
    CHECK(fired(person, limits, "2010-03-26").empty());
  }
  SECTION("after the exit nobody recommends") {
    person.stays.front().exited = day("2010-03-20");
    CHECK(fired(person, limits, "2010-03-26").empty());
  }
}

TEST_CASE("Recommendations and referrals are overdue while they are open; a recommendation is its owner's") {
  Followed person = in_programme();
  const AlertThresholds limits{.no_contact_days = {}, .absences = {}, .no_recommendation_days = {}, .overdue_days = 0, .no_liaison_days = {}, .not_adapted_days = {}};
  person.recommendations = {{"r", "pole", "morel", day("2010-03-10"), day("2010-04-01"), true, false, false},
                            {"q", "pole", "morel", day("2010-03-10"), day("2010-04-01"), false, false, false},
                            {"p", "pole", "morel", day("2010-03-10"), std::nullopt, true, false, false}};
  person.referrals = {{"f", "pole", day("2010-03-01"), day("2010-04-01"), true}, {"g", "pole", day("2010-03-01"), day("2010-04-01"), false}};
  CHECK(fired(person, limits, "2010-04-01").empty());
  CHECK(fired(person, limits, "2010-04-02") ==
        Said{"overdue_recommendation r 2010-04-01 1 morel", "overdue_referral f 2010-04-01 1 brun"});
}

TEST_CASE("Adviser and animateur are to speak where people come by referral") {
  Followed person = in_programme();
  const AlertThresholds limits{.no_contact_days = {}, .absences = {}, .no_recommendation_days = {}, .overdue_days = {}, .no_liaison_days = 20, .not_adapted_days = {}};
  CHECK(fired(person, limits, "2010-03-22") == Said{"no_liaison s 2010-03-01 21 brun"});
  person.meetings = {meeting("2010-03-10", 30), meeting("2010-03-15", 5, Came::yes, true)};
  CHECK(fired(person, limits, "2010-03-22").empty());
  CHECK(fired(person, limits, "2010-04-05") == Said{"no_liaison s 2010-03-15 21 brun"});
  person.stays.front().referred = false;
  CHECK(fired(person, limits, "2010-04-05").empty());
}

TEST_CASE("A diagnosis that asks for an adapted path waits for an objective that is; of each programme the newest counts") {
  Followed person = in_programme();
  const AlertThresholds limits{.no_contact_days = {}, .absences = {}, .no_recommendation_days = {}, .overdue_days = {}, .no_liaison_days = {}, .not_adapted_days = 15};
  person.diagnoses = {{"d", "pole", day("2010-03-10"), true}};
  CHECK(fired(person, limits, "2010-03-25").empty());
  CHECK(fired(person, limits, "2010-03-26") == Said{"not_adapted d 2010-03-10 16 brun"});
  SECTION("an adapted objective settles it") { person.is_adapted = true; }
  SECTION("a newer diagnosis asks for none") { person.diagnoses.push_back({"e", "pole", day("2010-03-20"), false}); }
  SECTION("nobody plans after the exit") { person.stays.front().exited = day("2010-03-20"); }
  const bool is_settled = person.is_adapted || person.diagnoses.size() > 1 || person.stays.front().exited;
  CHECK(fired(person, limits, "2010-03-26").empty() == is_settled);
}

TEST_CASE("Absences are told of somebody who is in a programme, and no rule fires without a threshold") {
  Followed person = in_programme();
  person.meetings = {meeting("2010-03-02", 0, Came::no), meeting("2010-03-09", 0, Came::no), meeting("2010-03-16", 30)};
  AlertThresholds limits;
  CHECK(fired(person, limits, "2012-01-01").empty());
  limits.absences = 2;
  CHECK(fired(person, limits, "2010-03-10") == Said{"absences m-2010-03-09 2010-03-02 2 brun"});
  CHECK(fired(person, limits, "2010-03-16").empty());
  person.stays.clear();
  CHECK(fired(person, limits, "2010-03-10").empty());
}
