#include "months.hpp"

#include <fmt/format.h>

#include "told.hpp"

namespace mloc::report {
namespace {

constexpr std::size_t fewest_points = 3;

}  // namespace

int number_of_months(const Period& period) {
  return (period.last.year() - period.first.year()) * 12 + static_cast<int>(period.last.month()) - static_cast<int>(period.first.month()) + 1;
}

bool Months::has_whole_months() const { return trend_ && is_whole_months(period_); }

std::optional<std::size_t> Months::row(RunView::Where which, Date month) const {
  const std::string code = fmt::format("{:04}-{:02}", month.year(), month.month());
  which.emplace_back("month", code);
  return trend_->row(which);
}

std::string Months::shown(std::size_t row, std::string_view column, std::optional<double> value) const {
  if (column == "amount" && value) return euros_text(static_cast<std::int64_t>(*value), language_);
  if (column == "minutes" && value) return count_text((static_cast<std::int64_t>(*value) + 30) / 60, language_);
  return trend_->shown(row, column);
}

std::optional<Series> Months::series(const RunView::Where& which, std::string_view column) const {
  if (!trend_) return std::nullopt;
  Series made;
  std::size_t points = 0;
  Date month = Date::of(period_.last.year(), period_.last.month(), 1)->plus_months(-11);
  for (int i = 0; i < 12; ++i, month = month.plus_months(1)) {
    made.last = month_in_words(month.year(), month.month(), language_);
    if (i == 0) made.first = made.last;
    MonthMark mark{month_letter(month.month(), language_), std::nullopt, ""};
    if (const auto found = row(which, month)) {
      if (const auto share = trend_->ratio(*found, column)) {
        made.is_share = true;
        mark.value = static_cast<double>(share->part) / static_cast<double>(share->whole);
      } else if (const auto number = trend_->number(*found, column)) mark.value = static_cast<double>(*number);
      mark.shown = shown(*found, column, mark.value);
    }
    if (mark.value && *mark.value != 0) ++points;
    made.marks.push_back(std::move(mark));
  }
  if (points < fewest_points) return std::nullopt;
  // A month without a fact counts nothing; a share of nothing is none.
  if (!made.is_share)
    for (MonthMark& mark : made.marks)
      if (!mark.value) mark = {mark.letter, 0.0, column == "amount" ? euros_text(0, language_) : "0"};
  return made;
}

Html Months::drawn(const std::optional<Series>& series, const std::string& what) const {
  if (!series) return {};
  std::string values;
  for (const MonthMark& mark : series->marks) values += (values.empty() ? "" : "; ") + (mark.value ? mark.shown : std::string(no_figure));
  const std::string words = said_("{} par mois, de {} à {} : {}", "{} by month, from {} to {}: {}", what, series->first, series->last, values);
  return series->is_share ? month_line(series->marks, words) : month_columns(series->marks, words);
}

std::optional<std::int64_t> Months::of_period(const RunView::Where& which, std::string_view column) const {
  if (!has_whole_months()) return std::nullopt;
  std::optional<std::int64_t> sum;
  for (int i = 0; i < number_of_months(period_); ++i)
    if (const auto found = row(which, period_.first.plus_months(i)))
      if (const auto number = trend_->number(*found, column)) sum = sum.value_or(0) + *number;
  return sum;
}

std::optional<std::int64_t> Months::before(const RunView::Where& which, std::string_view column) const {
  if (!has_whole_months()) return std::nullopt;
  std::int64_t sum = 0;
  for (int i = 1; i <= number_of_months(period_); ++i)
    if (const auto found = row(which, period_.first.plus_months(-i))) sum += trend_->number(*found, column).value_or(0);
  return sum;
}

std::optional<Ratio> Months::presence_from(const RunView::Where& which, int first_month) const {
  if (!has_whole_months()) return std::nullopt;
  Ratio sum;
  for (int i = 0; i < number_of_months(period_); ++i) {
    const auto found = row(which, period_.first.plus_months(first_month + i));
    const auto share = found ? trend_->ratio(*found, "presence_rate") : std::nullopt;
    if (share) sum = {sum.part + share->part, sum.whole + share->whole};
  }
  return sum.whole == 0 ? std::nullopt : std::optional(sum);
}

std::string Months::name_of_before() const {
  const int months = number_of_months(period_);
  const Date first = period_.first.plus_months(-months);
  if (months == 1) return month_name(first.month(), language_);
  return months == 12 && first.month() == 1 ? std::to_string(first.year()) : period_name({first, period_.first.plus_days(-1)}, language_);
}

std::string Months::change_line(std::optional<std::int64_t> change, const std::string& shown) const {
  if (!change) return {};
  const std::string_view mark = *change > 0 ? "▲ " : *change < 0 ? "▼ " : "= ";
  return std::string(mark) + (*change == 0 ? said_("stable", "no change") : shown) + said_(" sur ", " on ") + name_of_before();
}

}  // namespace mloc::report
