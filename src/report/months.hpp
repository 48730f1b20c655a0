#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/render/drawing.hpp"
#include "mloc/render/figure_text.hpp"
#include "run_view.hpp"

namespace mloc::report {

/// Of its first to its last month, both counted.
int number_of_months(const Period& period);

/// One number a month.
struct Series {
  std::vector<MonthMark> marks;
  std::string first, last;  ///< months in words
  bool is_share = false;
};

/// A period beside the months before it, from the rows of the report `trend`. Without that report, or where the period is not of
/// whole months, nothing has a value.
class Months {
 public:
  Months(const RunView* trend, const Period& period, Language language) : trend_(trend), period_(period), language_(language), said_(language) {}

  /// The twelve months up to the period's last; nothing with fewer than three of them above 0.
  std::optional<Series> series(const RunView::Where& which, std::string_view column) const;
  Html drawn(const std::optional<Series>& series, const std::string& what) const;

  /// What the months of the period say together; no value where none says a number.
  std::optional<std::int64_t> of_period(const RunView::Where& which, std::string_view column) const;
  /// What as many months before it say; a month without a row counts 0.
  std::optional<std::int64_t> before(const RunView::Where& which, std::string_view column) const;
  std::optional<Ratio> presence(const RunView::Where& which) const { return presence_from(which, 0); }
  std::optional<Ratio> presence_before(const RunView::Where& which) const { return presence_from(which, -number_of_months(period_)); }

  /// `▼ −8 sur novembre`, of a change as it is shown.
  std::string change_line(std::optional<std::int64_t> change, const std::string& shown) const;

 private:
  bool has_whole_months() const;
  std::optional<std::size_t> row(RunView::Where which, Date month) const;
  std::optional<Ratio> presence_from(const RunView::Where& which, int first_month) const;
  std::string shown(std::size_t row, std::string_view column, std::optional<double> value) const;
  std::string name_of_before() const;

  const RunView* trend_;
  Period period_;
  Language language_;
  Wording said_;
};

}  // namespace mloc::report
