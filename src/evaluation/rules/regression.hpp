#pragma once
#include <string>

#include "evaluation.hpp"

namespace mloc::evaluation {

/// Student's two-sided p and 95 % interval.
Estimate with_interval(std::string name, double estimate, double std_error, double df, std::size_t n);

/// Outcome on the assignment, centred covariates and strata, and their products with it; HC2.
Estimate lin(const Sample& sample);

/// The covariates that `lin` leaves out: alike for everybody, or a sum of those before them.
std::vector<std::size_t> redundant_covariates(const Sample& sample);

/// The same without covariates, clusters by CR2 and Satterthwaite's degrees (Bell & McCaffrey 2002).
Estimate clustered(const Sample& sample);

/// Outcome on what was received, strata as they are, the assignment as instrument; HC2 as estimatr's iv_robust has it.
struct Instrumented {
  Estimate first_stage;      ///< what was received on the assignment, HC2
  double first_stage_f = 0;  ///< infinite where everybody did as drawn
  Estimate estimate;         ///< only with an F of 10 or more
};
Instrumented two_stage(const Sample& sample);

}  // namespace mloc::evaluation
