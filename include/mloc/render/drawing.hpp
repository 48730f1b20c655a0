#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/render/html.hpp"

namespace mloc {

// Small drawings (SVG) at the size at which they are shown, told apart by lightness alone. Those that stand beside their numbers are
// hidden from a screen reader; the others say them.

/// Of one month; no value: nothing is drawn.
struct MonthMark {
  std::string letter;           ///< under the axis
  std::optional<double> value;
  std::string shown;            ///< the value as people read it
};
/// Twelve months or so: the last one dark, the others light; the last and the highest have their number.
Html month_columns(const std::vector<MonthMark>& months, std::string_view described);
/// The same of shares (0 to 1), on an axis from 70 % or from what holds all.
Html month_line(const std::vector<MonthMark>& months, std::string_view described);

/// Bar: what was reached of the frame (1 is the objective); mark: how much of the time is gone.
Html objective_bar(double reached, std::optional<double> time_gone, int width, std::string_view described);

enum class Tone : std::uint8_t { light, dark };
/// A bar in a cell of a table, of 0 to 1.
Html cell_bar(double share, int width, Tone tone);

/// The scale of effects, from `low` to `high`, which hold zero; in points or whatever is compared.
struct EffectScale {
  double low = 0, high = 0;
  static constexpr int width = 330;
  static EffectScale holding(const std::vector<double>& ends);
  double at(double value) const;
  double step() const;
};
struct EffectMark {
  enum class Kind : std::uint8_t { main, other, bounds } kind = Kind::main;
  double value = 0, low = 0, high = 0;
};
Html effect_axis(const EffectScale& scale, const std::vector<std::string>& labels);
/// One for each label of the axis.
std::vector<double> axis_values(const EffectScale& scale);
Html effect_row(const EffectScale& scale, const std::optional<EffectMark>& mark);

}  // namespace mloc
