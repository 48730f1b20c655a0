#pragma once
#include <string>

#include "mloc/domain/evaluation.hpp"

namespace mloc {

/// Student's two-sided p and 95 % interval.
Estimate with_interval(std::string name, double estimate, double std_error, double df, std::size_t n);

/// Outcome on the assignment, centred covariates and strata, and their products with it; HC2.
Estimate lin(const Sample& sample);

/// The same without covariates, clusters by CR2 and Satterthwaite's degrees (Bell & McCaffrey 2002).
Estimate clustered(const Sample& sample);

/// Outcome on what was received, strata as they are, the assignment as instrument; HC2 as estimatr's iv_robust has it.
struct Instrumented {
  Estimate estimate;
  double first_stage_f = 0;  ///< of the assignment, HC2
};
Instrumented two_stage(const Sample& sample);

}  // namespace mloc
