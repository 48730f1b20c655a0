#include "mloc/base/points.hpp"

#include <fmt/core.h>

#include "mloc/base/number.hpp"

namespace mloc {

std::optional<int> half_points(std::string_view text) {
  const bool half = text.ends_with(".5");
  if (half) text.remove_suffix(2);
  const auto whole = whole_number<unsigned>(text);
  if (!whole || *whole > 99) return std::nullopt;
  return static_cast<int>(2 * *whole) + half;
}

std::string points_text(int halves) { return fmt::format("{}{}", halves / 2, halves % 2 ? ".5" : ""); }

}  // namespace mloc
