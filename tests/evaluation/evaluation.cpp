#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "catch.hpp"
#include "evaluation/rules/evaluation.hpp"
#include "evaluation/rules/replay.hpp"

using namespace mloc;

using namespace mloc::evaluation;

namespace {

/// Two arms of those who all answered: `test` and `control` hold the outcomes.
Sample two_arms(const std::vector<double>& control, const std::vector<double>& test) {
  Sample sample;
  for (const auto* arm : {&control, &test})
    for (const double value : *arm) {
      sample.assigned.push_back(arm == &test);
      sample.responded.push_back(1);
      sample.outcome.push_back(value);
    }
  return sample;
}

const Estimate& named(const Evaluation& made, std::string_view name) {
  for (const Estimate& one : made.estimates)
    if (one.name == name) return one;
  FAIL("no estimate " << name);
  return made.estimates.front();
}

Approx close(double value) { return Approx(value).epsilon(1e-9).margin(1e-12); }

}  // namespace

// Student's sleep data (1908), as R's own tests print their comparison.
TEST_CASE("the sleep data give R's difference, error, p and interval", "[evaluation]") {
  const auto made = evaluate(two_arms({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}, {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}));
  REQUIRE(made);
  const Estimate& itt = named(*made, "itt");
  CHECK(itt.estimate == close(1.58));
  CHECK(itt.std_error == Approx(0.8490910).epsilon(1e-7));
  CHECK(itt.df == 18);
  CHECK(itt.p_value == Approx(0.07918671).epsilon(1e-6));
  CHECK(itt.conf_low == Approx(-0.2038740).epsilon(1e-6));
  CHECK(itt.conf_high == Approx(3.363874).epsilon(1e-6));
  CHECK(named(*made, "itt_welch").df == Approx(17.776).epsilon(1e-4));
}

TEST_CASE("clusters of one are what no clusters are", "[evaluation]") {
  Sample sample = two_arms({1, 2, 4, 3, 5}, {4, 6, 5, 9});
  const auto alone = evaluate(sample);
  for (std::size_t i = 0; i < sample.size(); ++i) sample.cluster.push_back(i);
  const auto each = evaluate(sample);
  REQUIRE(alone);
  REQUIRE(each);
  CHECK(each->estimates.front().name == "itt_cluster");
  CHECK(each->estimates.front().estimate == close(named(*alone, "itt").estimate));
  CHECK(each->estimates.front().std_error == close(named(*alone, "itt").std_error));
  // Bell and McCaffrey's degrees for two groups are Welch's with the sizes for the variances.
  const double a = 1.0 / 5, b = 1.0 / 4;
  CHECK(each->estimates.front().df == close((a + b) * (a + b) / (a * a / 4 + b * b / 3)));
}

TEST_CASE("a blocked difference weighs the strata by their size and takes two degrees for each", "[evaluation]") {
  Sample sample = two_arms({1, 2, 10, 12, 11, 13}, {2, 4, 15, 17});
  sample.stratum = {0, 0, 1, 1, 1, 1, 0, 0, 1, 1};
  sample.strata = {"MTG", "ORL"};
  const auto made = evaluate(sample);
  REQUIRE(made);
  const Estimate& blocked = made->estimates.front();
  CHECK(blocked.name == "itt_blocked");
  CHECK(blocked.estimate == close(0.4 * 1.5 + 0.6 * 4.5));
  CHECK(blocked.df == 6);
  // The means beside it are weighted alike, so that whoever subtracts them finds it; the plain ones are others.
  CHECK(made->control.weighted_mean == close(0.4 * 1.5 + 0.6 * 11.5));
  CHECK(made->test.weighted_mean - made->control.weighted_mean == close(blocked.estimate));
  CHECK(made->test.mean - made->control.mean != close(blocked.estimate));
  CHECK(blocked.std_error == close(std::sqrt(0.16 * (0.5 / 2 + 2.0 / 2) + 0.36 * ((5.0 / 3) / 4 + 2.0 / 2))));
}

TEST_CASE("a stratum with one answer in an arm stops the comparison and is named", "[evaluation]") {
  Sample sample = two_arms({1, 2, 3}, {2, 4, 5});
  sample.stratum = {0, 0, 1, 0, 0, 1};
  sample.strata = {"MTG", "ORL"};
  const auto made = evaluate(sample);
  REQUIRE_FALSE(made);
  CHECK(made.error().exit == Exit::rule);
  CHECK(made.error().problems.front().text.english.find("ORL") != std::string::npos);
}

TEST_CASE("who enters does not move the intention to treat, and a weak first stage has no effect of entering", "[evaluation]") {
  Sample sample = two_arms({0, 1, 0, 1, 0, 0, 1, 0}, {1, 1, 0, 1, 1, 0, 1, 1});
  sample.received = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0};
  const auto strong = evaluate(sample);
  REQUIRE(strong);
  CHECK(strong->first_stage_f > 10);
  CHECK(named(*strong, "late").estimate == close(0.375 / 0.75));
  sample.received = {0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1};
  const auto weak = evaluate(sample);
  REQUIRE(weak);
  CHECK(weak->first_stage_f < 10);
  for (const Estimate& one : weak->estimates) CHECK(one.name != "late");
}

TEST_CASE("Lee's bounds trim the arm that answers more, the last one in part", "[evaluation]") {
  // 5 of 5 answer in the test arm, 4 of 5 in the control arm: one fifth is trimmed, exactly one answer.
  Sample sample = two_arms({2, 2, 2, 2, 0}, {1, 2, 3, 4, 10});
  sample.responded[4] = 0;
  const auto made = evaluate(sample);
  REQUIRE(made);
  CHECK(named(*made, "lee_lower").estimate == close(2.5 - 2));
  CHECK(named(*made, "lee_upper").estimate == close(4.75 - 2));
  CHECK(named(*made, "response").estimate == close(0.2));
}

// Benjamini and Hochberg (1995), their fifteen p-values: Holm rejects three at 5 %.
TEST_CASE("Holm's correction never falls and rejects three of Benjamini and Hochberg's fifteen", "[evaluation]") {
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
  const auto adjusted = holm(p);
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    rejected += adjusted[i] <= 0.05;
    if (i > 0) CHECK(adjusted[i] >= adjusted[i - 1]);
  }
  CHECK(rejected == 3);
}

TEST_CASE("Benjamini and Hochberg's own correction rejects four of their fifteen", "[evaluation]") {
  const auto adjusted = benjamini_hochberg({1.0, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590});
  CHECK(std::count_if(adjusted.begin(), adjusted.end(), [](double p) { return p <= 0.05; }) == 4);
  CHECK(adjusted.front() == 1);
  CHECK(adjusted[4] == close(0.0095 * 15 / 4));
}

TEST_CASE("a part of a sample is a draw of its members, without the strata that nobody is left in", "[evaluation]") {
  Sample sample = two_arms({1, 2, 10, 12}, {2, 4, 15, 17});
  sample.stratum = {1, 1, 2, 2, 1, 1, 2, 0};
  sample.strata = {"MTG", "ORL", "PIT"};
  sample.received = {0, 0, 0, 0, 1, 1, 1, 1};
  const Sample part = part_of(sample, {1, 0, 1, 1, 0, 1, 1, 0});
  CHECK(part.outcome == std::vector<double>{1, 10, 12, 4, 15});
  CHECK(part.assigned == std::vector<char>{0, 0, 0, 1, 1});
  CHECK(part.received == std::vector<char>{0, 0, 0, 1, 1});
  CHECK(part.strata == std::vector<std::string>{"ORL", "PIT"});
  CHECK(part.stratum == std::vector<std::size_t>{0, 1, 1, 0, 1});
}

TEST_CASE("where everybody does as drawn the effect on who enters is the difference itself", "[evaluation]") {
  Sample sample = two_arms({0, 1, 0, 1, 0}, {1, 1, 0, 1, 1});
  sample.received = sample.assigned;
  const auto made = evaluate(sample);
  REQUIRE(made);
  CHECK(std::isinf(made->first_stage_f));
  CHECK(named(*made, "late").estimate == close(0.4));
  CHECK_FALSE(named(*made, "first_stage").has_interval());
}

TEST_CASE("a replayed draw says how rare the difference is, the same each time", "[evaluation]") {
  const Sample apart = two_arms({0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1});
  const Sample alike = two_arms({0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 0, 1, 0, 1});
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < apart.size(); ++i) ids.push_back("A" + std::to_string(i));
  const std::vector<Sample> both = {apart, alike};
  const auto shares = replayed_p(both, ids, {}, 499);
  REQUIRE(shares);
  CHECK(shares->at(0) < 0.01);
  CHECK(shares->at(1) == 1);
  CHECK(*shares == *replayed_p(both, ids, {}, 499));
  CHECK(replayed_p(std::vector{apart}, ids, {}, 499)->at(0) == shares->at(0));
}
