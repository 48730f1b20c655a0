#include "mloc/render/drawing.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::string_view ink = "#161a1d", soft = "#4a5157", dark = "#17466b", light = "#8fb0cb", pale = "#dce7f0", hair = "#c4cad0";
constexpr std::string_view face = "Liberation Sans,Nimbus Sans,Arial,sans-serif";

/// Whole tenths of a point: the same figures give the same bytes, and no more of them than an eye sees.
std::string tenths(double number) {
  const double rounded = std::round(number * 10) / 10;
  return fmt::format("{:.1f}", rounded == 0 ? 0.0 : rounded);
}

Html rect(double x, double y, double width, double height, std::string_view fill) {
  return Html::empty_element("rect", {{"x", tenths(x)}, {"y", tenths(y)}, {"width", tenths(std::max(0.0, width))}, {"height", tenths(height)}, {"fill", std::string(fill)}});
}
Html stroke(double x1, double y1, double x2, double y2, std::string_view colour, std::string_view width) {
  return Html::empty_element("line", {{"x1", tenths(x1)}, {"y1", tenths(y1)}, {"x2", tenths(x2)}, {"y2", tenths(y2)}, {"stroke", std::string(colour)}, {"stroke-width", std::string(width)}});
}
enum class Weight : std::uint8_t { normal, strong };
Html words_at(double x, double y, std::string_view size, std::string_view anchor, Weight weight, std::string_view words) {
  const bool strong = weight == Weight::strong;
  return Html::element("text", {{"x", tenths(x)}, {"y", tenths(y)}, {"font-size", std::string(size)}, {"text-anchor", std::string(anchor)},
                                {"fill", std::string(strong ? ink : soft)}, {"font-weight", strong ? "bold" : "normal"}}, {words});
}

Html svg(int width, int height, std::string_view described, const Html& inside) {
  Html::Attributes attributes{{"xmlns", "http://www.w3.org/2000/svg"}, {"viewBox", fmt::format("0 0 {} {}", width, height)},
                              {"width", std::to_string(width)}, {"height", std::to_string(height)}, {"font-family", std::string(face)}};
  if (described.empty()) attributes.emplace_back("aria-hidden", "true");
  else {
    attributes.emplace_back("role", "img");
    attributes.emplace_back("aria-label", std::string(described));
  }
  return Html::element("svg", attributes, {inside});
}

constexpr int months_width = 210, months_height = 92;
constexpr double axis = 74.5, top = 18;

class Months {
 public:
  explicit Months(const std::vector<MonthMark>& months) : months_(months), step_(months_width / static_cast<double>(std::max<std::size_t>(1, months.size()))) {}
  double middle(std::size_t i) const { return step_ * (static_cast<double>(i) + 0.5); }
  double wide() const { return step_ * 0.68; }
  bool is_last(std::size_t i) const { return i + 1 == months_.size(); }

  Html frame() const {
    Html made = stroke(0, axis, months_width, axis, ink, "1");
    for (std::size_t i = 0; i < months_.size(); ++i)
      made += words_at(middle(i), 87, "9.5", "middle", is_last(i) ? Weight::strong : Weight::normal, months_[i].letter);
    return made;
  }
  /// Above its mark, within the drawing.
  Html number(std::size_t i, double y) const {
    const double half = 6.2 * static_cast<double>(mloc::width(months_[i].shown)) / 2;
    const bool right = middle(i) + half > months_width, left = middle(i) - half < 0;
    return words_at(right ? months_width : left ? 0 : middle(i), y, "11", right ? "end" : left ? "start" : "middle", is_last(i) ? Weight::strong : Weight::normal, months_[i].shown);
  }

 private:
  const std::vector<MonthMark>& months_;
  double step_;
};

}  // namespace

Html month_columns(const std::vector<MonthMark>& months, std::string_view described) {
  const Months drawn(months);
  double most = 0;
  for (const MonthMark& month : months) most = std::max(most, month.value.value_or(0));
  Html inside = drawn.frame();
  bool is_highest_named = false;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (!months[i].value) continue;
    const double height = most > 0 ? std::max(0.0, *months[i].value) / most * (axis - top) : 0, y = axis - height - 0.5;
    if (height > 0) inside += rect(drawn.middle(i) - drawn.wide() / 2, y, drawn.wide(), height, drawn.is_last(i) ? dark : light);
    const bool is_highest = !is_highest_named && most > 0 && *months[i].value == most;
    is_highest_named = is_highest_named || is_highest;
    if (is_highest || drawn.is_last(i)) inside += drawn.number(i, y - 4);
  }
  return svg(months_width, months_height, described, inside);
}

Html month_line(const std::vector<MonthMark>& months, std::string_view described) {
  const Months drawn(months);
  double low = 0.7;
  for (const MonthMark& month : months)
    if (month.value) low = std::min(low, std::floor(*month.value * 10) / 10);
  const auto y_of = [&](double value) { return axis - (value - low) / (1 - low) * (axis - 20); };
  Html inside = drawn.frame();
  for (const double value : {low, (1 + low) / 2, 1.0}) {
    if (value > low) inside += stroke(0, y_of(value), months_width, y_of(value), hair, ".7");
    inside += words_at(0, y_of(value) - 2.5, "9", "start", Weight::normal, fmt::format("{:.0f}\u202f%", 100 * value));
  }
  std::optional<std::size_t> before;
  Html marks;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (months[i].value) {
      const double y = y_of(*months[i].value);
      if (before && *before + 1 == i) inside += stroke(drawn.middle(*before), y_of(*months[*before].value), drawn.middle(i), y, dark, "2");
      marks += Html::empty_element("circle", {{"cx", tenths(drawn.middle(i))}, {"cy", tenths(y)}, {"r", drawn.is_last(i) ? "3.6" : "2.2"}, {"fill", std::string(drawn.is_last(i) ? dark : "#fff")},
                                              {"stroke", std::string(dark)}, {"stroke-width", "1.3"}});
      if (drawn.is_last(i)) marks += drawn.number(i, y - 8);
      before = i;
    }
  }
  return svg(months_width, months_height, described, inside + marks);
}

Html objective_bar(double reached, std::optional<double> time_gone, int width, std::string_view described) {
  const double wide = width - 1.0;
  Html inside = Html::empty_element("rect", {{"x", ".5"}, {"y", "6.5"}, {"width", tenths(wide)}, {"height", "13"}, {"fill", std::string(pale)}, {"stroke", std::string(soft)}, {"stroke-width", ".8"}});
  inside += rect(0.5, 9, wide * std::clamp(reached, 0.0, 1.0), 8, dark);
  if (time_gone) inside += stroke(0.5 + wide * std::clamp(*time_gone, 0.0, 1.0), 2, 0.5 + wide * std::clamp(*time_gone, 0.0, 1.0), 24, ink, "2.4");
  return svg(width, 26, described, inside);
}

Html cell_bar(double share, int width, Tone tone) {
  const bool is_dark = tone == Tone::dark;
  Html inside = rect(0, 1, width, 10, pale);
  return svg(width, 12, "", inside + rect(0, 1, width * std::clamp(share, 0.0, 1.0), 10, is_dark ? dark : light));
}

EffectScale EffectScale::holding(const std::vector<double>& ends) {
  EffectScale scale;
  for (const double end : ends) {
    scale.low = std::min(scale.low, end);
    scale.high = std::max(scale.high, end);
  }
  if (scale.high == scale.low) scale.high = 1;
  const double step = scale.step();
  return {std::floor(scale.low / step) * step, std::ceil(scale.high / step) * step};
}

/// 1, 2 or 5 times a power of ten: about six marks.
double EffectScale::step() const {
  const double rough = (high - low) / 6, power = std::pow(10, std::floor(std::log10(rough)));
  for (const double times : {1.0, 2.0, 5.0})
    if (rough <= times * power * 1.0001) return times * power;
  return 10 * power;
}

double EffectScale::at(double value) const { return 12 + (value - low) / (high - low) * (width - 24); }

std::vector<double> axis_values(const EffectScale& scale) {
  std::vector<double> values;
  const double step = scale.step();
  for (int i = 0; scale.low + i * step <= scale.high + step / 1000; ++i) {
    const double value = scale.low + i * step;
    values.push_back(std::abs(value) < step / 1000 ? 0 : value);
  }
  return values;
}

Html effect_axis(const EffectScale& scale, const std::vector<std::string>& labels) {
  Html inside;
  const auto values = axis_values(scale);
  for (std::size_t i = 0; i < labels.size() && i < values.size(); ++i) inside += words_at(scale.at(values[i]), 12, "10", "middle", Weight::normal, labels[i]);
  return svg(EffectScale::width, 16, "", inside);
}

Html effect_row(const EffectScale& scale, const std::optional<EffectMark>& mark) {
  Html inside;
  for (const double value : axis_values(scale)) inside += stroke(scale.at(value), 0, scale.at(value), 30, value == 0 ? ink : hair, value == 0 ? "1.2" : ".7");
  if (!mark) return svg(EffectScale::width, 30, "", inside);
  const double low = scale.at(mark->low), high = scale.at(mark->high), here = scale.at(mark->value);
  if (mark->kind == EffectMark::Kind::bounds) {
    inside += Html::empty_element("rect", {{"x", tenths(low)}, {"y", "10"}, {"width", tenths(high - low)}, {"height", "10"}, {"fill", "#fff"}, {"stroke", std::string(dark)}, {"stroke-width", "1.4"}, {"stroke-dasharray", "3 2"}});
    return svg(EffectScale::width, 30, "", inside);
  }
  const bool is_main = mark->kind == EffectMark::Kind::main;
  const std::string_view wide = is_main ? "2.4" : "1.5";
  inside += stroke(low, 15, high, 15, dark, wide) + stroke(low, 10, low, 20, dark, wide) + stroke(high, 10, high, 20, dark, wide);
  if (is_main) inside += rect(here - 5, 10, 10, 10, dark);
  else inside += Html::empty_element("circle", {{"cx", tenths(here)}, {"cy", "15"}, {"r", "4.2"}, {"fill", "#fff"}, {"stroke", std::string(dark)}, {"stroke-width", "1.8"}});
  return svg(EffectScale::width, 30, "", inside);
}

}  // namespace mloc
