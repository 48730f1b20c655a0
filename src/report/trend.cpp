#include "trend.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "columns.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc::report {
namespace {

constexpr std::string_view name = "trend";

bool is_utf8_terminal(const World& world) {
  if (!world.out.is_terminal()) return false;
  for (const char* variable : {"LC_ALL", "LANG"}) {
    const auto found = world.environment.find(variable);
    if (found == world.environment.end() || found->second.empty()) continue;
    const std::string locale = folded(found->second);
    return locale.find("utf 8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

/// From nothing to eight whole blocks, in eighths; what is not nothing is seen.
std::string bar(double value, double most) {
  constexpr int wide = 8, eighths = 8;
  const int length = value <= 0 ? 0 : std::max(1, static_cast<int>(std::lround(value / most * wide * eighths)));
  std::string text;
  for (int i = 0; i < length / eighths; ++i) text += "\u2588";
  const char last[] = {'\xE2', '\x96', static_cast<char>(0x90 - length % eighths), '\0'};
  return length % eighths ? text + last : text;
}

/// No number where a figure is hidden or not known.
std::optional<double> number_of(const Cell& cell) {
  return cell ? decimal_number(*cell) : std::nullopt;
}

}  // namespace

Table with_trend(Table table, const Report& report, const World& world, const Globals& globals) {
  const auto plot = std::ranges::find(report.plots, ReportPlot::Kind::trend, &ReportPlot::kind);
  const bool is_asked = std::ranges::find(globals.view.columns, name) != globals.view.columns.end();
  const bool is_wanted = is_asked || (globals.view.columns.empty() && is_utf8_terminal(world));
  if (plot == report.plots.end() || !is_wanted || globals.view.format != Format::table) return table;
  const auto value = std::ranges::find(table.columns, plot->columns[1], &Column::name);
  if (value == table.columns.end()) return table;
  const auto place = static_cast<std::size_t>(value - table.columns.begin());
  double most = 0;
  std::vector<std::optional<double>> numbers;
  for (const auto& row : table.rows) {
    numbers.push_back(meets(table, row, plot->where) ? number_of(row[place]) : std::nullopt);
    most = std::max(most, numbers.back().value_or(0));
  }
  // After the words: what stands at the right is the first to find no room.
  const auto words = std::ranges::find_if(table.columns, [](const Column& column) { return column.kind != Column::Kind::text; }) - table.columns.begin();
  table.columns.insert(table.columns.begin() + words, {std::string(name), Column::Kind::text, plot->english, plot->french});
  for (std::size_t row = 0; row < table.rows.size(); ++row) table.rows[row].insert(table.rows[row].begin() + words, numbers[row] ? Cell(bar(*numbers[row], most)) : Cell());
  return table;
}

}  // namespace mloc::report
