#pragma once
#include <optional>

namespace mloc::evaluation {

/// How many of each arm will answer.
struct Arms {
  double control = 0, test = 0;
};

/// The power of the two-sided comparison of two shares at 5 % by the normal approximation, as R's power.prop.test has it for
/// arms of one size: the pooled share under no difference, both shares under theirs.
double power_of_shares(Arms arms, double control, double test);
/// The least share above `control` that is found with that power (0 to 1); nothing when even 1 is not.
std::optional<double> detectable_share(Arms arms, double control, double power);
/// The power of Student's two-sided test at 5 % for a difference of `effect` standard deviations (noncentral t; R's
/// power.t.test).
double power_of_means(Arms arms, double effect);
/// The least difference of means, in standard deviations, that is found with that power.
double detectable_effect(Arms arms, double power);

}  // namespace mloc::evaluation
