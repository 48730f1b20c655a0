#include "mloc/enrol/rules/eligibility.hpp"

#include "catch.hpp"
#include "draw/draw_fixtures.hpp"
#include "enrol/rules/path.hpp"

using namespace mloc;

using namespace mloc::draw;

using namespace mloc::enrol;

namespace {

Date day(const char* text) { return *Date::parse(text); }

/// Trees as the reader of TOML files and dossiers makes them.
struct Trees {
  Arena arena;
  Node* map(std::vector<std::pair<std::string_view, Node*>> values) {
    Node* node = arena.map();
    for (const auto& [key, value] : values) arena.set(*node, key, value);
    return node;
  }
  Node* texts(std::vector<std::string_view> values) {
    Node* node = arena.list();
    for (const auto value : values) arena.append(*node, arena.text(value));
    return node;
  }
  Node* text(std::string_view value) { return arena.text(value); }
  Node* list(std::vector<Node*> items) {
    Node* node = arena.list();
    for (Node* item : items) arena.append(*node, item);
    return node;
  }

  Node* criteria() {
    return list({map({{"code", text("age")}, {"field", text("age")}, {"between", texts({"18", "25"})}}),
                 map({{"code", text("projet")}, {"field", text("project")}, {"is", text("true")}}),
                 map({{"code", text("revenus")}, {"field", text("resources")}, {"at_most", text("1200.00")}}),
                 map({{"code", text("residence")}, {"field", text("commune")}, {"one_of", texts({"45234", "45208"})}})});
  }
  Node* programme() {
    return map({{"version", text("1")},
                {"code", text("autonomie")},
                {"name", text("AUTOnomie")},
                {"starts", text("2010-03-01")},
                {"ends", text("2011-06-30")},
                {"window", map({{"opens", text("2010-01-18")}, {"closes", text("2010-02-19")}})},
                {"quotas", map({{"orleans", text("160")}, {"montargis", text("90")}})},
                {"criteria", criteria()},
                {"aid", map({{"ceiling", text("1000.00")}, {"currency", text("EUR")}})},
                {"contribution", map({{"due", text("250.00")}, {"instalments", texts({"1", "3"})}})},
                {"commitments", texts({"assiduite", "participation"})},
                {"draw", map({{"policy", text("stop")}, {"shortfall", text("lost")}})},
                {"schools", map({{"kind", text("AUTO_ECOLE")}})}});
  }
  Node* application() {
    return map({{"received", text("2010-02-05")},
                {"site", text("orleans")},
                {"resources", text("1200.00")},
                {"project", text("true")},
                {"commune", text("45208")},
                {"age", text("25")}});
  }
};

std::string outcomes(const Eligibility& judged) {
  std::string text{outcome_text(judged.window)};
  for (const auto& check : judged.checks)
    text += ' ' + check.code + '=' + std::string(outcome_text(check.outcome)) + '(' + check.value + ')';
  return text;
}

}  // namespace

TEST_CASE("a programme is read from its tree") {
  Trees trees;
  const auto programme = Programme::from(*trees.programme()).value();
  CHECK(programme.code == "autonomie");
  CHECK(programme.runs.text() == "2010-03-01..2011-06-30");
  CHECK(programme.window->text() == "2010-01-18..2010-02-19");
  CHECK(programme.quotas == Quotas{{"montargis", 90}, {"orleans", 160}});
  CHECK(programme.aid_ceiling->text() == "1000.00");
  CHECK(programme.contribution->due.text() == "250.00");
  CHECK(programme.contribution->instalments == std::vector<int>{1, 3});
  CHECK(programme.commitments == std::vector<std::string>{"assiduite", "participation"});
  CHECK(programme.school_kind == "AUTO_ECOLE");
  CHECK(programme.policy == Policy::stop);
  std::string rules;
  for (const auto& criterion : programme.criteria) rules += criterion.text() + ' ';
  CHECK(rules == "18..25 true <= 1200.00 45234|45208 ");
}

TEST_CASE("a programme without window, criteria, amounts or draw is read too") {
  Trees trees;
  const auto programme = Programme::from(*trees.map({{"version", trees.text("1")},
                                                     {"code", trees.text("short")},
                                                     {"name", trees.text("Short")},
                                                     {"starts", trees.text("2010-03-01")},
                                                     {"ends", trees.text("2010-03-01")}}))
                             .value();
  CHECK_FALSE(programme.window);
  CHECK(programme.criteria.empty());
  CHECK(programme.policy == Policy::skip);
  CHECK(judge(*trees.application(), {}, programme).eligible());
}

TEST_CASE("a programme whose periods or criteria make no sense is refused at its place") {
  Trees trees;
  const auto refused = [&](std::string_view key, Node* value) {
    Node* tree = trees.programme();
    value->mark = {7, 3};
    trees.arena.set(*tree, key, value);
    const auto read = Programme::from(*tree, "programmes/autonomie.toml");
    if (!read) CHECK(read.error().problems[0].place.file == "programmes/autonomie.toml");
    return codes(read);
  };
  const auto criterion = [&](std::vector<std::pair<std::string_view, Node*>> rules) {
    rules.insert(rules.begin(), {{"code", trees.text("age")}, {"field", trees.text("age")}});
    Node* node = trees.map(rules);
    node->mark = {9, 1};
    return trees.list({node});
  };
  CHECK(refused("ends", trees.text("2010-02-28")) == "E101:7");
  CHECK(refused("starts", trees.text("2010-02-30")) == "E102");
  Node* late = trees.text("2010-01-17");
  late->mark = {8, 1};
  CHECK(refused("window", trees.map({{"opens", trees.text("2010-01-18")}, {"closes", late}})) == "E101:8");
  CHECK(refused("criteria", criterion({})) == "E104:9");
  CHECK(refused("criteria", criterion({{"is", trees.text("true")}, {"one_of", trees.texts({"a"})}})) == "E104:9");
  CHECK(refused("criteria", criterion({{"between", trees.texts({"25", "18"})}})) == "E103");
  CHECK(refused("criteria", criterion({{"between", trees.texts({"18"})}})) == "E103");
  CHECK(refused("criteria", criterion({{"at_most", trees.text("12,00")}})) == "E105");
  CHECK(refused("criteria", criterion({{"between", trees.texts({"18", "18"})}})).empty());
}

TEST_CASE("eligibility is explained criterion by criterion") {
  Trees trees;
  const auto programme = Programme::from(*trees.programme()).value();
  const auto judged = judge(*trees.application(), {}, programme);
  CHECK(outcomes(judged) == "met age=met(25) projet=met(true) revenus=met(1200.00) residence=met(45208)");
  CHECK(judged.eligible());
  CHECK(judged.reason().empty());
  CHECK(judged.day == day("2010-02-05"));
  CHECK(judged.checks[2].wanted == "<= 1200.00");
  CHECK(judged.checks[2].field == "resources");
}

TEST_CASE("an unknown value does not meet a criterion and says so") {
  Trees trees;
  const auto programme = Programme::from(*trees.programme()).value();
  Node* application = trees.application();
  for (const auto* field : {"resources", "project", "commune", "age"}) trees.arena.remove(*application, field);
  const auto judged = judge(*application, {}, programme);
  CHECK(outcomes(judged) == "met age=unknown() projet=unknown() revenus=unknown() residence=unknown()");
  CHECK_FALSE(judged.eligible());
  CHECK(judged.reason() == "age");
}

TEST_CASE("a value that misses its criterion by one is not met") {
  Trees trees;
  const auto programme = Programme::from(*trees.programme()).value();
  const auto judged = [&](std::string_view field, std::string_view value) {
    Node* application = trees.application();
    trees.arena.set(*application, field, trees.text(value));
    return std::string(judge(*application, {}, programme).reason());
  };
  CHECK(judged("age", "18").empty());
  CHECK(judged("age", "17") == "age");
  CHECK(judged("age", "26") == "age");
  CHECK(judged("resources", "1200.01") == "revenus");
  CHECK(judged("resources", "0.00").empty());
  CHECK(judged("project", "false") == "projet");
  CHECK(judged("commune", "45000") == "residence");
}

TEST_CASE("applications count from the first to the last day of the window") {
  Trees trees;
  const auto programme = Programme::from(*trees.programme()).value();
  const auto reason = [&](std::string_view received) {
    Node* application = trees.application();
    trees.arena.set(*application, "received", trees.text(received));
    return std::string(judge(*application, {}, programme).reason());
  };
  CHECK(reason("2010-01-17") == "window");
  CHECK(reason("2010-01-18").empty());
  CHECK(reason("2010-02-19").empty());
  CHECK(reason("2010-02-20") == "window");
}

TEST_CASE("the birth date, when it is known, gives the age on the application's day") {
  Trees trees;
  auto programme = Programme::from(*trees.programme()).value();
  programme.window.reset();
  Node* application = trees.application();
  const auto age = [&](std::string_view received, const char* birth) {
    trees.arena.set(*application, "received", trees.text(received));
    return outcomes(judge(*application, day(birth), programme)).substr(4, 14);
  };
  CHECK(age("2010-03-01", "1984-03-02") == "age=met(25) pr");
  CHECK(age("2010-03-02", "1984-03-02") == "age=not_met(26");
  CHECK(age("2010-02-28", "1992-02-29") == "age=not_met(17");
  CHECK(age("2010-03-01", "1992-02-29") == "age=met(18) pr");
  CHECK(age("2010-03-01", "2010-03-02") == "age=unknown() ");
}

TEST_CASE("a commune is asked for by its département, and an entry for its programme's dates") {
  Trees trees;
  Node* tree = trees.programme();
  trees.arena.set(*tree, "criteria",
                  trees.list({trees.map({{"code", trees.text("residence")}, {"field", trees.text("commune")}, {"starts_with", trees.texts({"67", "68"})}})}));
  const auto programme = Programme::from(*tree);
  REQUIRE(programme);
  CHECK(programme->criteria.front().text() == "67…|68…");
  const auto outcome = [&](std::string_view commune) {
    Node* application = trees.application();
    if (commune.empty()) trees.arena.remove(*application, "commune");
    else trees.arena.set(*application, "commune", trees.text(commune));
    return judge(*application, std::nullopt, *programme).checks.front().outcome;
  };
  CHECK(outcome("67482") == Outcome::met);
  CHECK(outcome("68224") == Outcome::met);
  CHECK(outcome("57672") == Outcome::not_met);
  CHECK(outcome("") == Outcome::unknown);

  const auto outside = [&](const char* on) { return entry_outside(*trees.map({{"entered", trees.text(on)}}), *programme).has_value(); };
  CHECK(outside("2010-02-28"));
  CHECK_FALSE(outside("2010-03-01"));
  CHECK_FALSE(outside("2011-06-30"));
  CHECK(outside("2011-07-01"));
}

TEST_CASE("registration, licence and residence can be asked, each with the value that was used") {
  Trees trees;
  Node* tree = trees.programme();
  trees.arena.set(*tree, "criteria",
                  trees.list({trees.map({{"code", trees.text("inscrit_ml")}, {"field", trees.text("registered")}, {"not_after", trees.text("received")}}),
                              trees.map({{"code", trees.text("sans_permis_b")}, {"field", trees.text("licence_b")}, {"is", trees.text("false")}}),
                              trees.map({{"code", trees.text("residence")}, {"field", trees.text("commune")}, {"starts_with", trees.texts({"45"})}})}));
  const auto programme = Programme::from(*tree).value();
  std::string asked;
  for (const auto& criterion : programme.criteria) asked += criterion.text() + ' ';
  CHECK(asked == "<= received false 45\u2026 ");
  const auto told = [&](std::string_view registered, std::string_view licence, std::string_view commune) {
    Node* application = trees.application();
    trees.arena.remove(*application, "commune");
    for (const auto& [field, value] : {std::pair<std::string_view, std::string_view>("registered", registered), {"licence_b", licence}, {"commune", commune}})
      if (!value.empty()) trees.arena.set(*application, field, trees.text(value));
    return outcomes(judge(*application, {}, programme));
  };
  CHECK(told("2010-02-05", "false", "45208") == "met inscrit_ml=met(2010-02-05) sans_permis_b=met(false) residence=met(45208)");
  CHECK(told("2010-02-06", "true", "28085") == "met inscrit_ml=not_met(2010-02-06) sans_permis_b=not_met(true) residence=not_met(28085)");
  CHECK(told("", "", "") == "met inscrit_ml=unknown() sans_permis_b=unknown() residence=unknown()");
}
