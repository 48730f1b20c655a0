#pragma once
#include <cstddef>
#include <optional>
#include <vector>

namespace mloc::report {

/// Greatest cost·x where every row of `rows` times x is 0 and 0 <= x <= upper. Bounded simplex from x = 0 with Bland's
/// rule; small and dense. Gives a vertex; no value when it did not come to an end in `most` steps: then nothing is proved.
struct LinearProgramme {
  std::size_t size = 0;  ///< of x
  std::vector<std::vector<double>> rows;
  std::vector<double> upper, cost;
};
std::optional<std::vector<double>> greatest(const LinearProgramme& programme, std::size_t most = 20'000);

}  // namespace mloc::report
