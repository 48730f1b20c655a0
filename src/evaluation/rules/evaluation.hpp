#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc::evaluation {

/// A randomised comparison as drawn: one element per person in every column. `assigned` is the *initial* draw for ever;
/// a replacement stays in its arm and has received.
struct Sample {
  std::vector<char> assigned;                   ///< 1: test
  std::vector<char> responded;                  ///< 1: the outcome is known
  std::vector<double> outcome;                  ///< read where responded
  std::vector<std::size_t> stratum;             ///< index into `strata`; empty: drawn as a whole
  std::vector<std::size_t> cluster;             ///< 0 … clusters-1, drawn together; empty: one by one
  std::vector<char> received;                   ///< 1: entered; empty: not asked
  std::vector<char> withdrew, forgotten;        ///< 1: took the consent back, was forgotten: lost to the arm; empty: not asked
  std::vector<std::vector<double>> covariates;  ///< known for all
  std::vector<std::string> strata;              ///< their names
  std::size_t size() const { return assigned.size(); }
};
/// Those for whom `kept` is 1, as if nobody else had been drawn: strata that are left without anybody are gone.
Sample part_of(const Sample& sample, const std::vector<char>& kept);

/// The same with the strata together, under one name, in which an arm has fewer than two answers; the next smallest joins them as
/// long as that is so of them together. `pooled`: their names, none where nothing was to be done.
Sample pooled_strata(const Sample& sample, std::vector<std::string>& pooled);

/// A difference test minus control with its 95 % interval (Student). `name` is one of itt itt_welch itt_blocked itt_cluster
/// lin first_stage late response lee_lower lee_upper; bounds, and a difference between arms in each of
/// which all are alike, have no standard error and `df` 0.
struct Estimate {
  std::string name;
  double estimate = 0, std_error = 0, df = 0, p_value = 1, conf_low = 0, conf_high = 0;
  std::size_t n = 0;
  bool has_interval() const { return df > 0; }
};

/// How many were drawn and answered, and the mean of an outcome, by arm.
struct Arm {
  std::size_t drawn = 0, answered = 0, entered = 0;
  std::size_t withdrew = 0, forgotten = 0;  ///< of those who did not answer
  double mean = 0;
  double weighted_mean = 0;  ///< strata by their size, as the estimate to print weights them: their difference is that estimate
};
struct Evaluation {
  Arm control, test;
  std::vector<Estimate> estimates;  ///< the first is the one to print
  double first_stage_f = 0;         ///< of `late`; below 10 it is left out; 0: nothing was asked; infinite: all did as drawn
};

/// Fails (exit 5) on fewer than two who answered in an arm, or in an arm of a stratum (V101: they must be merged first).
/// Neyman's variance, blocked by stratum where there are several (Σ N_h/N, df N − 2H); for clusters CR2 with Satterthwaite
/// degrees (Bell & McCaffrey 2002); Lin 2013; two-stage least squares with HC2; bounds of Lee 2009.
Result<Evaluation> evaluate(const Sample& sample);

/// Holm 1979, in the order of the p-values given.
std::vector<double> holm(const std::vector<double>& p_values);
/// Benjamini & Hochberg 1995, the share of false discoveries; for exploring.
std::vector<double> benjamini_hochberg(const std::vector<double>& p_values);
/// `groups_apart`: how much the effect in `second` is above that in `first`, two groups without a person in common.
Estimate between(const Estimate& first, const Estimate& second);

/// Difference of means in the drawn arms over √((s₁² + s₀²)/2); of each covariate.
struct Imbalance {
  double difference = 0, standardised = 0;
};
std::vector<Imbalance> balance(const Sample& sample);

/// The difference that `itt` or `itt_blocked` estimates, for another assignment: what a replayed draw is compared by.
double difference(const Sample& sample, const std::vector<char>& assigned);

}  // namespace mloc::evaluation
