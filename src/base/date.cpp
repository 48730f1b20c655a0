#include "mloc/base/date.hpp"

#include <cstdio>

#include "mloc/base/number.hpp"

namespace mloc {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

std::optional<Date> from_parts(std::string_view years, std::string_view months, std::string_view days) {
  const auto y = whole_number<unsigned>(years), m = whole_number<unsigned>(months), d = whole_number<unsigned>(days);
  if (!y || !m || !d) return std::nullopt;
  return Date::of(static_cast<int>(*y), *m, *d);
}

std::optional<Period> parse_single(std::string_view text, Date today) {
  if (text == "today") return Period{today, today};
  if (text == "yesterday") return Period{today.plus_days(-1), today.plus_days(-1)};
  const Date month_start = *Date::of(today.year(), today.month(), 1);
  if (text == "this-month") return Period{month_start, month_start.plus_months(1).plus_days(-1)};
  if (text == "last-month") return Period{month_start.plus_months(-1), month_start.plus_days(-1)};
  if (text.size() > 2 && text.size() < 8 && (text.front() == '-' || text.front() == '+') && text.back() == 'd') {
    const auto count = whole_number<unsigned>(text.substr(1, text.size() - 2));
    if (!count) return std::nullopt;
    const Date start = today.plus_days(static_cast<int>(*count) * (text.front() == '-' ? -1 : 1));
    return Period{start, start};
  }
  if (const auto one = Date::parse_french(text)) return Period{*one, *one};
  if (text.size() == 7 && text[4] == '-' && text[5] == 'Q') {
    const auto y = whole_number<unsigned>(text.substr(0, 4)), q = whole_number<unsigned>(text.substr(6));
    if (!y || !q || *q < 1 || *q > 4) return std::nullopt;
    const auto start = Date::of(static_cast<int>(*y), *q * 3 - 2, 1);
    if (!start) return std::nullopt;
    return Period{*start, start->plus_months(3).plus_days(-1)};
  }
  if (text.size() == 7 && text[4] == '-') {
    const auto start = from_parts(text.substr(0, 4), text.substr(5), "1");
    if (!start) return std::nullopt;
    return Period{*start, start->plus_months(1).plus_days(-1)};
  }
  if (text.size() == 4) {
    const auto start = from_parts(text, "1", "1");
    if (!start) return std::nullopt;
    return Period{*start, start->plus_months(12).plus_days(-1)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> Date::of(int y, unsigned m, unsigned d) {
  const year_month_day made{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
  if (y < 1 || y > 9999 || !made.ok()) return std::nullopt;
  return Date(made);
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return from_parts(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<Date> Date::parse_french(std::string_view text) {
  if (text.size() == 10 && text[2] == '/' && text[5] == '/')
    return from_parts(text.substr(6), text.substr(3, 2), text.substr(0, 2));
  return parse(text);
}

std::string Date::text() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string Date::month_text() const { return fmt::format("{:04}-{:02}", year(), month()); }
std::string Date::french() const { return fmt::format("{:02}/{:02}/{:04}", day(), month(), year()); }

Date Date::plus_days(int days) const { return Date(sys_days(day_) + std::chrono::days(days)); }

Date Date::plus_months(int months) const {
  year_month_day moved = day_ + std::chrono::months(months);
  if (!moved.ok()) moved = year_month_day_last{moved.year(), std::chrono::month_day_last{moved.month()}};
  return Date(moved);
}

int Date::days_since(Date earlier) const {
  return static_cast<int>((sys_days(day_) - sys_days(earlier.day_)).count());
}

int age_on(Date birth, Date day) {
  const bool before_birthday =
      day.month() < birth.month() || (day.month() == birth.month() && day.day() < birth.day());
  return day.year() - birth.year() - (before_birthday ? 1 : 0);
}

std::string Period::text() const { return first.text() + ".." + last.text(); }

Result<Period> parse_period(std::string_view text, Date today) {
  const auto dots = text.find("..");
  const auto first = parse_single(text.substr(0, dots), today);
  const auto last = dots == std::string_view::npos ? first : parse_single(text.substr(dots + 2), today);
  if (!first || !last) return fail(Exit::usage, problem("C105"_m, text));
  if (last->last < first->first) return fail(Exit::usage, problem("C106"_m, text));
  return Period{first->first, last->last};
}

Result<Date> parse_day(std::string_view text, Date today) {
  const auto found = parse_single(text, today);
  if (!found || found->first != found->last) return fail(Exit::usage, problem("C104"_m, text));
  return found->first;
}

}  // namespace mloc
