#pragma once
#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// A day of the Gregorian calendar, 0001-01-01 to 9999-12-31; text form `2010-05-11`.
class Date {
 public:
  /// Strict ISO form; no value when the day does not exist.
  static std::optional<Date> parse(std::string_view text);
  /// `11/05/2010` or `2010-05-11`: what a person types or a French export holds.
  static std::optional<Date> parse_french(std::string_view text);
  static std::optional<Date> of(int year, unsigned month, unsigned day);

  int year() const { return int(day_.year()); }
  unsigned month() const { return unsigned(day_.month()); }
  unsigned day() const { return unsigned(day_.day()); }
  std::string text() const;
  std::string month_text() const;  ///< `2010-05`
  std::string french() const;      ///< `11/05/2010`

  Date plus_days(int days) const;
  /// Clamps to the month's end: 2012-01-31 plus one month is 2012-02-29.
  Date plus_months(int months) const;
  int days_since(Date earlier) const;
  auto operator<=>(const Date&) const = default;

 private:
  explicit Date(std::chrono::year_month_day day) : day_(day) {}
  std::chrono::year_month_day day_;
};

/// Completed years on `day`; a birthday on 29 February is reached on 1 March of other years (Code civil, art. 641 CPC).
int age_on(Date birth, Date day);

/// Both ends belong to it.
struct Period {
  Date first;
  Date last;
  bool contains(Date day) const { return first <= day && day <= last; }
  std::string text() const;  ///< `2010-06-01..2010-06-30`
};

/// What a user may write: a day in both forms, `2010-05`, `2010-Q2`, `2010`, today, yesterday, last-month, this-month,
/// -30d, and ranges `A..B`.
Result<Period> parse_period(std::string_view text, Date today);
Result<Date> parse_day(std::string_view text, Date today);

}  // namespace mloc
