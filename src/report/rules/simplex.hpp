#pragma once
#include <cstddef>
#include <vector>

namespace mloc::report {

/// Greatest cost·x where every row of `rows` times x is 0 and 0 <= x <= upper. Bounded simplex from x = 0 with Bland's
/// rule; small and dense. Gives a vertex.
struct LinearProgramme {
  std::size_t size = 0;  ///< of x
  std::vector<std::vector<double>> rows;
  std::vector<double> upper, cost;
};
std::vector<double> greatest(const LinearProgramme& programme);

}  // namespace mloc::report
