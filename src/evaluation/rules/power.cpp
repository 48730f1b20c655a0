#include "power.hpp"

#include <cmath>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace mloc::evaluation {
namespace {

constexpr double tail = 0.025;

double variance(double share) { return share * (1 - share); }

/// Where `holds` begins to hold between `low` and `high`.
template <class Holds>
double least(double low, double high, Holds holds) {
  while (high - low > 1e-12) {
    const double middle = (low + high) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

double power_of_shares(Arms arms, double control, double test) {
  const boost::math::normal normal;
  const double pooled = (arms.control * control + arms.test * test) / (arms.control + arms.test);
  const double under_none = std::sqrt(variance(pooled) * (1 / arms.control + 1 / arms.test));
  const double under_theirs = std::sqrt(variance(control) / arms.control + variance(test) / arms.test);
  const double reach = std::abs(test - control) - boost::math::quantile(boost::math::complement(normal, tail)) * under_none;
  if (under_theirs == 0) return reach > 0 ? 1 : 0;
  return boost::math::cdf(normal, reach / under_theirs);
}

std::optional<double> detectable_share(Arms arms, double control, double power) {
  if (power_of_shares(arms, control, 1) < power) return std::nullopt;
  return least(control, 1, [&](double test) { return power_of_shares(arms, control, test) >= power; });
}

double power_of_means(Arms arms, double effect) {
  const double df = arms.control + arms.test - 2;
  const double away = std::abs(effect) / std::sqrt(1 / arms.control + 1 / arms.test);
  const double limit = boost::math::quantile(boost::math::complement(boost::math::students_t(df), tail));
  return boost::math::cdf(boost::math::complement(boost::math::non_central_t(df, away), limit));
}

double detectable_effect(Arms arms, double power) {
  return least(0, 100, [&](double effect) { return power_of_means(arms, effect) >= power; });
}

}  // namespace mloc::evaluation
