#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mloc {

/// Figures to be drawn. Black on white; each value stands beside its mark, so that nothing hangs on a colour.
struct Chart {
  /// bars: one below another; trend: points from left to right, joined.
  enum class Kind : std::uint8_t { bars, trend } kind = Kind::bars;
  struct Point {
    std::string label;
    std::optional<double> value;  ///< none: hidden or not known
    std::string shown;            ///< the value as a person reads it
  };
  std::string title;
  std::vector<Point> points;
};

/// An `svg` element that says in words what it shows; texts are escaped.
std::string chart_svg(const Chart& chart);

}  // namespace mloc
