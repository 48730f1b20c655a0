#include "catch.hpp"
#include "evaluation/rules/power.hpp"

using namespace mloc;

using namespace mloc::evaluation;

// The examples of R's help pages for power.prop.test and power.t.test.
TEST_CASE("the power of two shares is R's", "[power]") {
  CHECK(power_of_shares({50, 50}, 0.50, 0.75) == Approx(0.7401659).epsilon(1e-6));
  CHECK(power_of_shares({76.7, 76.7}, 0.50, 0.75) == Approx(0.90).margin(2e-4));
}

TEST_CASE("the power of two means is R's", "[power]") { CHECK(power_of_means({20, 20}, 1) == Approx(0.8689528).epsilon(1e-6)); }

TEST_CASE("486 and 495 people show 8.9 points and no less", "[power]") {
  const Arms arms{495, 486};
  const double found = *detectable_share(arms, 0.439, 0.8);
  CHECK(100 * (found - 0.439) == Approx(8.9).margin(0.05));
  CHECK(power_of_shares(arms, 0.439, found) == Approx(0.8).epsilon(1e-9));
  CHECK(power_of_means(arms, detectable_effect(arms, 0.8)) == Approx(0.8).epsilon(1e-6));
}

TEST_CASE("two people an arm show nothing above a high share", "[power]") {
  CHECK_FALSE(detectable_share({2, 2}, 0.9, 0.8));
  CHECK(power_of_shares({2, 2}, 0, 1) == 1);
}
