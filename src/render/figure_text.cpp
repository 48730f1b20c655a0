#include "mloc/render/figure_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::string_view narrow = "\u202f", minus = "\u2212";

bool is_french(Language language) { return language == Language::french; }

/// Half away from zero.
std::int64_t divided(std::int64_t top, std::int64_t bottom) {
  if (bottom < 0) return divided(-top, -bottom);
  const std::int64_t half = (2 * std::abs(top) + bottom) / (2 * bottom);
  return top < 0 ? -half : half;
}

std::string grouped(std::string digits, Language language) {
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, is_french(language) ? narrow : ",");
  }
  return digits;
}

/// Of tenths, hundredths … as `decimals` says.
std::string scaled_text(std::int64_t value, int decimals, Language language) {
  std::string digits = fmt::format("{:0{}}", std::abs(value), decimals + 1);
  const std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(decimals));
  digits.resize(digits.size() - fraction.size());
  std::string text = (value < 0 ? std::string(minus) : std::string()) + grouped(std::move(digits), language);
  if (decimals > 0) text += (is_french(language) ? "," : ".") + fraction;
  return text;
}

std::string signed_text(std::string text, bool is_positive) { return is_positive ? "+" + text : text; }

/// `0.884615` as 884615 and 6.
struct Decimal {
  std::int64_t value = 0;
  int decimals = 0;
};
std::optional<Decimal> decimal_of(std::string_view text) {
  const auto point = text.find('.');
  const std::string digits = std::string(text.substr(0, point)) + std::string(point == text.npos ? "" : text.substr(point + 1));
  const auto value = whole_number<std::int64_t>(digits);
  if (!value) return std::nullopt;
  return Decimal{text.starts_with('-') && *value > 0 ? -*value : *value, point == text.npos ? 0 : static_cast<int>(text.size() - point - 1)};
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

struct Month {
  std::string_view french, english, short_english;
};
constexpr std::array<Month, 12> months = {{{"janvier", "January", "Jan"}, {"février", "February", "Feb"}, {"mars", "March", "Mar"},
                                           {"avril", "April", "Apr"}, {"mai", "May", "May"}, {"juin", "June", "Jun"},
                                           {"juillet", "July", "Jul"}, {"août", "August", "Aug"}, {"septembre", "September", "Sep"},
                                           {"octobre", "October", "Oct"}, {"novembre", "November", "Nov"}, {"décembre", "December", "Dec"}}};

bool is_whole(const Period& period, int count) {
  return period.first.day() == 1 && period.first.plus_months(count).plus_days(-1) == period.last && (period.first.month() - 1) % static_cast<unsigned>(count) == 0;
}

}  // namespace

std::string count_text(std::int64_t count, Language language) { return scaled_text(count, 0, language); }

std::string share_text(std::int64_t part, std::int64_t whole, Language language) {
  if (whole == 0) return std::string(no_figure);
  return scaled_text(divided(part * 1000, whole), 1, language) + (is_french(language) ? std::string(narrow) + "%" : "%");
}

std::string minutes_text(std::int64_t minutes, Language language) {
  const std::int64_t size = std::abs(minutes), hours = size / 60, rest = size % 60;
  const std::string sign(minutes < 0 ? minus : "");
  if (size > 0 && size < 60) return fmt::format("{}{}{}min", sign, size, narrow);
  if (hours >= 1000) return fmt::format("{}{}{}h", sign, count_text(divided(size, 60), language), narrow);
  return sign + (rest == 0 ? fmt::format("{}{}h", hours, narrow) : fmt::format("{0}{1}h{1}{2:02}", hours, narrow, rest));
}

std::string euros_text(std::int64_t cents, Language language) {
  const std::int64_t euros = divided(cents, 100);
  if (is_french(language)) return count_text(euros, language) + std::string(narrow) + "€";
  return fmt::format("{}€{}", euros < 0 ? minus : "", count_text(std::abs(euros), language));
}

std::string change_text(std::int64_t change, Language language) { return signed_text(count_text(change, language), change > 0); }

std::string points_text(std::int64_t part_before, std::int64_t whole_before, std::int64_t part, std::int64_t whole, Language language) {
  if (whole_before == 0 || whole == 0) return std::string(no_figure);
  const std::int64_t tenths = divided(1000 * (part * whole_before - part_before * whole), whole_before * whole);
  // In French the plural begins with two.
  const bool is_plural = is_french(language) ? std::abs(tenths) >= 20 : std::abs(tenths) != 10;
  return fmt::format("{}\u00a0{}", signed_text(scaled_text(tenths, 1, language), tenths > 0), is_plural ? "points" : "point");
}

std::string decimal_text(double number, int decimals, Language language) {
  return scaled_text(std::llround(number * static_cast<double>(power_of_ten(decimals))), decimals, language);
}

std::string signed_decimal(double number, int decimals, Language language) {
  const auto value = std::llround(number * static_cast<double>(power_of_ten(decimals)));
  return signed_text(scaled_text(value, decimals, language), value > 0);
}

std::string month_name(unsigned month, Language language) {
  return std::string(is_french(language) ? months[month - 1].french : months[month - 1].english);
}

std::string month_letter(unsigned month, Language) { return std::string(months[month - 1].short_english.substr(0, 1)); }

std::string month_in_words(int year, unsigned month, Language language) { return fmt::format("{} {}", month_name(month, language), year); }

std::string day_in_words(Date day, Language language) {
  const bool is_first = is_french(language) && day.day() == 1;
  return fmt::format("{}{}\u00a0{} {}", day.day(), is_first ? "er" : "", month_name(day.month(), language), day.year());
}

std::string day_in_table(Date day, Language language) {
  return is_french(language) ? day.french() : fmt::format("{}\u00a0{}\u00a0{}", day.day(), months[day.month() - 1].short_english, day.year());
}

std::string period_name(const Period& period, Language language) {
  const bool french = is_french(language);
  if (is_whole(period, 1)) return month_in_words(period.first.year(), period.first.month(), language);
  if (is_whole(period, 12)) return fmt::format("{}{}", french ? "année " : "", period.first.year());
  if (is_whole(period, 3)) {
    const unsigned quarter = (period.first.month() + 2) / 3;
    return french ? fmt::format("{}{} trimestre {}", quarter, quarter == 1 ? "er" : "e", period.first.year()) : fmt::format("quarter {} of {}", quarter, period.first.year());
  }
  return fmt::format("{} {} {} {}", french ? "du" : "from", day_in_words(period.first, language), french ? "au" : "to", day_in_words(period.last, language));
}

std::string figure_text(std::string_view cell, ColumnKind kind, ColumnUnit unit, Language language) {
  if (kind == ColumnKind::day) {
    const auto day = Date::parse(cell);
    return day ? day_in_table(*day, language) : printable(cell);
  }
  if (kind == ColumnKind::flag) return cell == "true" ? (is_french(language) ? "oui" : "yes") : (is_french(language) ? "non" : "no");
  const bool is_figure = kind == ColumnKind::integer || kind == ColumnKind::money || kind == ColumnKind::ratio;
  const auto number = is_figure ? decimal_of(cell) : std::nullopt;
  if (!number) return printable(cell);
  if (unit == ColumnUnit::minutes) return minutes_text(number->value, language);
  if (unit == ColumnUnit::share) return share_text(number->value, power_of_ten(number->decimals), language);
  if (kind == ColumnKind::money) return count_text(divided(number->value, 100), language);
  return scaled_text(number->value, number->decimals, language);
}

std::string typeset(std::string_view text, Language language) {
  if (!is_french(language)) return std::string(text);
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const char next = rest.size() > 1 ? rest[1] : '\0';
    if (rest[0] == ' ' && next == ':') made += "\u00a0";
    else if (rest[0] == ' ' && next != '\0' && std::string_view(";!?%").find(next) != std::string_view::npos) made += narrow;
    else if (rest.starts_with(" €")) made += narrow;
    else if (rest.starts_with(" »")) made += "\u00a0";
    else if (rest.starts_with("« ")) {
      made += "«\u00a0";
      i += 2;
    } else if (rest[0] == '\'') made += "\u2019";
    else made += rest[0];
  }
  return made;
}

}  // namespace mloc
