#include "catch.hpp"
#include "lesson/rules/pace.hpp"

using namespace mloc;

using namespace mloc::lesson;

namespace {

const PaceTerms terms{{{{"apprenti"}, std::nullopt, 90, "alternance"}, {{"demandeur_emploi"}, true, 300, "disponible_projet"},
                       {{"demandeur_emploi"}, std::nullopt, 240, "disponible"}, {{}, false, 60, "decision"}}, 25};

/// Lessons of an hour, `DAY PRESENCE`, and agreements, `DAY MINUTES`.
class Course {
 public:
  Course(std::initializer_list<std::pair<std::string, std::string>> agreed, std::initializer_list<std::pair<std::string, std::string>> lessons) {
    for (const auto& [day, minutes] : agreed) add("pace/1", {{"day", day}, {"minutes", minutes}});
    for (const auto& [day, presence] : lessons) add("lesson/1", {{"starts", day + "T09:00"}, {"minutes", "60"}, {"presence", presence}});
  }
  std::string state(const char* day) const {
    const auto followed = follow_pace(nodes_, terms, *Date::parse(day));
    return followed ? fmt::format("{} of {}: {}", followed->present, followed->due, followed->state) : "none";
  }

 private:
  void add(const char* kind, std::initializer_list<std::pair<const char*, std::string>> fields) {
    Node* record = arena_.map();
    arena_.set(*record, "record", arena_.text(kind));
    for (const auto& [field, value] : fields) arena_.set(*record, field, arena_.text(value));
    nodes_.push_back(record);
  }
  Arena arena_;
  std::vector<const Node*> nodes_;
};

}  // namespace

TEST_CASE("The first rule of the pace that fits speaks") {
  const auto minutes = [](std::string_view situation, bool project) {
    const PaceTerms::Rule* rule = suggested_pace(terms, situation, project);
    return rule ? rule->minutes : -1;
  };
  CHECK(minutes("apprenti", true) == 90);
  CHECK(minutes("demandeur_emploi", true) == 300);
  CHECK(minutes("demandeur_emploi", false) == 240);
  CHECK(minutes("salarie", false) == 60);
  CHECK(minutes("salarie", true) == -1);
}

TEST_CASE("The pace is followed from the day it was agreed on, with a tolerance") {
  CHECK(Course({}, {{"2010-03-01", "present"}}).state("2010-03-15") == "none");
  CHECK(Course({{"2010-03-20", "60"}}, {}).state("2010-03-15") == "none");
  const Course course({{"2010-03-01", "120"}}, {{"2010-02-28", "present"}, {"2010-03-01", "present"}, {"2010-03-03", "absent_excuse"}, {"2010-03-08", "retard"}, {"2010-03-16", "present"}});
  CHECK(course.state("2010-03-08") == "120 of 120: on_pace");
  CHECK(course.state("2010-03-10") == "120 of 154: on_pace");
  CHECK(course.state("2010-03-11") == "120 of 171: behind");
  CHECK(course.state("2010-03-02") == "60 of 17: ahead");
  CHECK(Course({{"2010-03-01", "120"}, {"2010-03-08", "0"}}, {{"2010-03-02", "present"}}).state("2010-03-20") == "0 of 0: on_pace");
}
