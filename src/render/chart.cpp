#include "mloc/render/chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"
#include "mloc/render/page.hpp"

namespace mloc {
namespace {

// At the size at which it is shown: what is drawn for a wide screen cannot be read on a phone.
constexpr double wide = 400, line = 36;

/// Whole tenths of a point: the same figures give the same bytes, and no more of them than an eye sees.
std::string at(double number) { return fmt::format("{:.1f}", number); }

std::string text(double x, double y, std::string_view anchor, std::string_view words) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", at(x), at(y), anchor, html_text(words));
}
std::string rule(double x1, double y1, double x2, double y2, std::string_view more = "") {
  return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#161a1d\"{}/>\n", at(x1), at(y1), at(x2), at(y2), more);
}

/// What fits beside the marks; the table below the drawing has the whole name.
std::string shortened(const std::string& label, std::size_t most) {
  if (width(label) <= most) return label;
  std::string kept;
  for (std::size_t at = 0; at < label.size() && width(kept) < most - 1;) {
    const std::size_t length = length_of_character(label, at);
    kept += label.substr(at, length);
    at += length;
  }
  return kept + "…";
}

double greatest_value(const Chart& chart) {
  double most = 0;
  for (const Chart::Point& point : chart.points) most = std::max(most, point.value.value_or(0));
  return most > 0 ? most : 1;
}

/// The label above its bar: as long as it likes.
std::string bars(const Chart& chart) {
  constexpr double most_length = wide - 100;
  const double most = greatest_value(chart);
  std::string body;
  double y = 0;
  for (const Chart::Point& point : chart.points) {
    body += text(0, y + 13, "start", shortened(point.label, 56));
    const double length = std::max(0.0, point.value.value_or(0)) / most * most_length;
    if (length > 0) body += fmt::format("<rect x=\"0.0\" y=\"{}\" width=\"{}\" height=\"12\" fill=\"#17466b\"/>\n", at(y + 18), at(length));
    body += text(length + 6, y + 29, "start", point.shown);
    y += line;
  }
  return body;
}
double bars_height(const Chart& chart) { return 2 + line * static_cast<double>(chart.points.size()); }

constexpr double trend_height = 190;
std::string trend(const Chart& chart) {
  constexpr double bottom = 160, top = 30, start = 34;
  const double most = greatest_value(chart);
  const double step = (wide - 2 * start) / static_cast<double>(std::max<std::size_t>(1, chart.points.size() - 1));
  const auto every = std::max<std::size_t>(1, (chart.points.size() + 11) / 12), labelled = std::max<std::size_t>(1, (chart.points.size() + 3) / 4);
  std::string body = rule(start - 10, bottom, wide - start + 10, bottom);
  bool joins = false;  // the point before has a value
  double from_x = 0, from_y = 0;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const Chart::Point& point = chart.points[i];
    const double x = start + step * static_cast<double>(i);
    const double y = bottom - std::max(0.0, point.value.value_or(0)) / most * (bottom - top);
    if (i % labelled == 0) body += text(x, bottom + 18, "middle", point.label);
    if (i % every == 0 || !point.value) body += text(x, y - 9, "middle", point.shown);
    if (point.value && joins) body += rule(from_x, from_y, x, y, " stroke-width=\"2\"");
    if (point.value) body += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"#161a1d\"/>\n", at(x), at(y));
    joins = point.value.has_value();
    from_x = x;
    from_y = y;
  }
  return body;
}

std::string in_words(const Chart& chart) {
  std::string words;
  for (const Chart::Point& point : chart.points) words += fmt::format("{}{} {}", words.empty() ? "" : "; ", point.label, point.shown);
  return words.empty() ? chart.title : chart.title + ": " + words;
}

}  // namespace

std::string chart_svg(const Chart& chart) {
  const double height = chart.kind == Chart::Kind::trend ? trend_height : bars_height(chart);
  const std::string body = chart.kind == Chart::Kind::bars ? bars(chart) : trend(chart);
  return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"Liberation Sans,Nimbus Sans,Arial,sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n", at(wide), at(height),
                     html_text(in_words(chart)), body);
}

}  // namespace mloc
