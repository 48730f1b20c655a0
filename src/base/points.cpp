#include "mloc/base/points.hpp"

#include <charconv>

#include <fmt/core.h>

namespace mloc {

std::optional<int> half_points(std::string_view text) {
  const bool half = text.ends_with(".5");
  if (half) text.remove_suffix(2);
  int whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error != std::errc() || end != text.data() + text.size() || whole < 0 || whole > 99) return std::nullopt;
  return 2 * whole + half;
}

std::string points_text(int halves) { return fmt::format("{}{}", halves / 2, halves % 2 ? ".5" : ""); }

}  // namespace mloc
