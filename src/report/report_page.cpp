#include "report_page.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "mloc/render/figure_text.hpp"
#include "report_tables.hpp"

namespace mloc::report {
namespace {

constexpr std::size_t most_rows = 1000, most_bars = 40, fewest_points = 2;

std::size_t place_of(const Report& report, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(report.columns, name, &ReportColumn::name) - report.columns.begin());
}

/// The figures of a run as drawings want them.
class Drawing {
 public:
  Drawing(const ReportRun& run, const Table& table, Language language) : run_(run), table_(table), language_(language) {}

  std::optional<Chart> chart(const ReportPlot& plot) const {
    Chart chart{plot.kind == ReportPlot::Kind::trend ? Chart::Kind::trend : Chart::Kind::bars, language_ == Language::french ? plot.french : plot.english, {}};
    const auto rows = rows_of(plot);
    if (plot.kind == ReportPlot::Kind::funnel) chart.points = steps(plot, rows);
    else if (plot.kind == ReportPlot::Kind::distribution) chart.points = classes(plot, rows);
    else
      for (const std::size_t row : rows) chart.points.push_back({shown_in(row, plot.columns[0]), number(row, plot.columns[1]), shown_in(row, plot.columns[1])});
    const auto says = std::ranges::count_if(chart.points, [](const Chart::Point& point) { return point.value.value_or(0) != 0; });
    if (says == 0 || chart.points.size() < fewest_points || chart.points.size() > most_bars) return std::nullopt;
    return chart;
  }

 private:
  std::vector<std::size_t> rows_of(const ReportPlot& plot) const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < run_.figures.rows.size(); ++row)
      if (std::ranges::all_of(plot.where, [&](const auto& one) { return fits(row, one.first, one.second); })) rows.push_back(row);
    return rows;
  }
  bool fits(std::size_t row, const std::string& column, const std::string& wanted) const {
    const SqlValue& value = run_.figures.rows[row][place_of(run_.report, column)].value;
    const auto* text = std::get_if<std::string>(&value);
    return wanted == "-" ? std::holds_alternative<std::monostate>(value) : text && *text == wanted;
  }

  std::optional<double> number(std::size_t row, const std::string& column) const {
    const std::size_t place = place_of(run_.report, column);
    const Figure& figure = run_.figures.rows[row][place];
    if (run_.is_hidden(row, place)) return std::nullopt;
    if (run_.report.columns[place].kind == ReportColumn::Kind::ratio)
      return figure.ratio.whole == 0 ? std::nullopt : std::optional(static_cast<double>(figure.ratio.part) / static_cast<double>(figure.ratio.whole));
    const auto* whole = std::get_if<std::int64_t>(&figure.value);
    return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
  }

  std::string shown_in(std::size_t row, const std::string& column) const {
    const auto place = std::ranges::find(table_.columns, column, &Column::name);
    if (place == table_.columns.end()) return {};
    const Cell& cell = table_.rows[row][static_cast<std::size_t>(place - table_.columns.begin())];
    return cell ? figure_text(*cell, place->kind, place->unit, language_) : std::string();
  }

  /// The columns of one row, each with its share of the first.
  std::vector<Chart::Point> steps(const ReportPlot& plot, const std::vector<std::size_t>& rows) const {
    std::vector<Chart::Point> points;
    if (rows.size() != 1) return points;
    const auto first = number(rows[0], plot.columns[0]);
    for (const std::string& column : plot.columns) {
      const ReportColumn& label = run_.report.columns[place_of(run_.report, column)];
      const auto value = number(rows[0], column);
      std::string words = shown_in(rows[0], column);
      if (value && first && *first > 0) words += fmt::format(" ({})", share_text(std::llround(*value), std::llround(*first), language_));
      points.push_back({language_ == Language::french ? label.french : label.english, value, std::move(words)});
    }
    return points;
  }

  /// How many rows have a value of each class; at most twelve classes of a round width. Never for readers outside.
  std::vector<Chart::Point> classes(const ReportPlot& plot, const std::vector<std::size_t>& rows) const {
    std::vector<double> values;
    for (const std::size_t row : rows)
      if (const auto value = number(row, plot.columns[0])) values.push_back(*value);
    if (values.empty() || run_.threshold > 0) return {};
    const auto [least, most] = std::ranges::minmax(values);
    double wide = 1;
    for (int turn = 0; std::floor(most / wide) - std::floor(least / wide) >= 12; ++turn) wide *= turn % 3 == 1 ? 2.5 : 2;
    std::vector<Chart::Point> points;
    for (double from = std::floor(least / wide) * wide; from <= most; from += wide) {
      const auto count = std::ranges::count_if(values, [&](double value) { return value >= from && value < from + wide; });
      points.push_back({wide > 1 ? fmt::format("{:.0f}–{:.0f}", from, from + wide - 1) : fmt::format("{:.0f}", from), static_cast<double>(count), fmt::format("{}", count)});
    }
    return points;
  }

  const ReportRun& run_;
  const Table& table_;
  Language language_;
};

}  // namespace

Sheet about_sheet(std::span<const ReportRun* const> runs, const std::string& office, const std::optional<std::string>& readers, Language language) {
  const bool french = language == Language::french;
  Sheet sheet{french ? "Lisez-moi" : "Read me", {office}, {"about", {{"sheet", Column::Kind::text, "Sheet", "Feuille"}, {"title", Column::Kind::text, "Report", "Rapport"}, {"first", Column::Kind::day, "From", "Du"},
                                                                     {"last", Column::Kind::day, "To", "Au"}, {"rows", Column::Kind::integer, "Rows", "Lignes"}}, {}}};
  sheet.above.push_back(for_whom(readers, language));
  sheet.above.push_back(french ? "Une feuille par rapport ; les nombres sont des nombres, les temps des heures, les parts des pour cent, les jours des dates."
                               : "A sheet for each report; numbers are numbers, times are hours, shares per cent, days dates.");
  for (const ReportRun* run : runs) {
    if (run->threshold > 0 && sheet.above.size() == 3) sheet.above.push_back(notes_of(*run, language).front());
    sheet.table.rows.push_back({run->report.name, french ? run->report.french : run->report.english, run->figures.period.first.text(), run->figures.period.last.text(), std::to_string(run->figures.rows.size())});
  }
  return sheet;
}

Sheet sheet_of(const ReportRun& run, Table table, Language language) {
  Sheet sheet{run.report.name, {language == Language::french ? run.report.french : run.report.english, period_in_words(run.figures.period, language)}, std::move(table)};
  for (std::string& note : notes_of(run, language)) sheet.above.push_back(std::move(note));
  return sheet;
}

void put_drawings(Page& page, const ReportRun& run, const Table& table, Language language) {
  const Drawing drawing(run, table, language);
  for (const ReportPlot& plot : run.report.plots)
    if (const auto chart = drawing.chart(plot)) page.chart(*chart);
}

Page page_of(const ReportRun& run, const Table& table, Language language, const std::string& file) {
  const bool french = language == Language::french;
  Page page(typeset(french ? run.report.french : run.report.english, language), language);
  page.broad().lead(fmt::format("{} {}", french ? "Période\u00a0:" : "Period:", period_name(run.figures.period, language)));
  for (const std::string& note : notes_of(run, language)) page.note(typeset(note, language));
  put_drawings(page, run, table, language);
  const std::size_t rows = run.figures.rows.size();
  if (rows > most_rows && !file.empty()) page.note(french ? fmt::format("Les {} lignes sont dans {}.", rows, file) : fmt::format("The {} rows are in {}.", rows, file));
  else put_tables(page, run, table, language);
  return page;
}

}  // namespace mloc::report
