#pragma once
#include <cstdint>

namespace mloc {

/// Where ids and secrets get their randomness; the real one is the system's, tests hand in a counted one.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint32_t below(std::uint32_t bound) = 0;  ///< uniform in [0, bound)
};

}  // namespace mloc
