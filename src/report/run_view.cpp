#include "run_view.hpp"

#include <algorithm>

#include "mloc/render/figure_text.hpp"
#include "columns.hpp"

namespace mloc::report {

Result<RunView> RunView::of(const Index& index, const ReportRun& run, Language language) {
  TRY(words, in_words(index, run.report, table_of(run, ReadBy::person), language));
  return RunView(run, std::move(words), language);
}

std::optional<std::size_t> RunView::place(std::string_view column) const {
  const auto found = std::ranges::find(run_->report.columns, column, &ReportColumn::name);
  return found == run_->report.columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - run_->report.columns.begin()));
}

std::vector<std::size_t> RunView::rows(const Where& where) const {
  std::vector<std::size_t> found;
  for (std::size_t row = 0; row < size(); ++row)
    if (std::ranges::all_of(where, [&](const auto& one) { return code(row, one.first) == (one.second == "-" ? "" : one.second); })) found.push_back(row);
  return found;
}

std::optional<std::size_t> RunView::row(const Where& where) const {
  const auto found = rows(where);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<std::int64_t> RunView::number(std::size_t row, std::string_view column) const {
  const auto at = place(column);
  if (!at || is_hidden(row, column)) return std::nullopt;
  const auto* whole = std::get_if<std::int64_t>(&run_->figures.rows[row][*at].value);
  return whole ? std::optional(*whole) : std::nullopt;
}

std::optional<Ratio> RunView::ratio(std::size_t row, std::string_view column) const {
  const auto at = place(column);
  if (!at || is_hidden(row, column) || run_->figures.rows[row][*at].ratio.whole == 0) return std::nullopt;
  return run_->figures.rows[row][*at].ratio;
}

/// A column that readers outside may not see is as if it were hidden in every row.
bool RunView::is_hidden(std::size_t row, std::string_view column) const {
  const auto at = place(column);
  return at && (run_->is_hidden(row, *at) || (run_->threshold > 0 && !is_told(run_->report, run_->report.columns[*at])));
}

std::string RunView::code(std::size_t row, std::string_view column) const {
  const auto at = place(column);
  const auto* text = at ? std::get_if<std::string>(&run_->figures.rows[row][*at].value) : nullptr;
  return text ? *text : std::string();
}

std::string RunView::shown(std::size_t row, std::string_view column) const {
  const auto found = std::ranges::find(words_.columns, column, &Column::name);
  if (found == words_.columns.end()) return std::string(no_figure);
  const Cell& cell = words_.rows[row][static_cast<std::size_t>(found - words_.columns.begin())];
  return cell ? figure_text(*cell, found->kind, found->unit, language_) : std::string(no_figure);
}

std::string RunView::shown(const Where& where, std::string_view column) const {
  const auto found = row(where);
  return found ? shown(*found, column) : std::string(no_figure);
}

std::optional<std::int64_t> RunView::number(const Where& where, std::string_view column) const {
  const auto found = row(where);
  return found ? number(*found, column) : std::nullopt;
}

}  // namespace mloc::report
