#include "mloc/base/money.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/core.h>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::int64_t largest = 99'999'999'999;

/// Every kind of blank as one.
std::string plain_blanks(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool narrow = text.substr(i, 3) == "\u202f" || text.substr(i, 3) == "\u2009";
    if (narrow) i += 2;
    else if (text.substr(i, 2) == "\u00a0") ++i;
    else { made += text[i]; continue; }
    made += ' ';
  }
  return made;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size()) return false;
  const auto end = text.substr(text.size() - suffix.size());
  const bool alike = std::ranges::equal(end, suffix, [](char a, char b) { return a == b || (a >= 'a' && a <= 'z' && a - 'a' + 'A' == b); });
  if (alike) text = trimmed(text.substr(0, text.size() - suffix.size()));
  return alike;
}

/// A minus before or behind, the typographic one, or brackets as accountants write them.
bool take_sign(std::string_view& text) {
  if (text.starts_with('(') && text.ends_with(')')) return text = trimmed(text.substr(1, text.size() - 2)), true;
  for (const std::string_view minus : {"-", "\u2212"})
    if (text.starts_with(minus)) return text = trimmed(text.substr(minus.size())), true;
  return take_suffix(text, "-");
}


/// `1234`, or `1 234 567` with one mark before each three digits.
std::optional<std::string> without_groups(std::string_view text, char other_mark) {
  const auto first = text.find_first_not_of("0123456789");
  if (first == text.npos) return is_digits(text) ? std::optional(std::string(text)) : std::nullopt;
  const char mark = text[first];
  if ((mark != ' ' && mark != other_mark) || first == 0 || first > 3 || text[0] == '0') return std::nullopt;
  std::string digits(text.substr(0, first));
  for (std::size_t at = first; at < text.size(); at += 4) {
    if (text[at] != mark || text.size() - at < 4 || !is_digits(text.substr(at + 1, 3))) return std::nullopt;
    digits += text.substr(at + 1, 3);
  }
  return digits;
}

/// Where the decimals begin; npos without any. A lone mark of the other kind is a decimal one before one or two digits.
std::size_t decimal_mark(std::string_view text, char mark, char other) {
  if (const auto at = text.find(mark); at != text.npos) return at;
  if (mark != ',' || std::ranges::count(text, other) != 1) return text.npos;
  const auto at = text.find(other);
  return text.size() - at <= 3 ? at : text.npos;
}

}  // namespace

std::optional<Money> Money::of_cents(std::int64_t cents) {
  if (cents > largest || cents < -largest) return std::nullopt;
  return Money(cents);
}

std::optional<Money> Money::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() < 4 || text.size() > 12 || text[text.size() - 3] != '.') return std::nullopt;
  const std::string digits = std::string(text.substr(0, text.size() - 3)) + std::string(text.substr(text.size() - 2));
  if (!is_digits(digits)) return std::nullopt;
  const auto cents = *whole_number<std::int64_t>(digits);
  return of_cents(negative ? -cents : cents);
}

std::optional<Money> Money::parse_french(std::string_view text, bool comma) {
  const auto amount = read_amount(text, comma);
  return amount ? std::optional(*amount) : std::nullopt;
}

Result<Money> read_amount(std::string_view text, bool comma) {
  const auto refuse = [&](Phrase why) { return fail(Exit::no, hinted(problem("I106"_m, printable(text)), std::move(why))); };
  const std::string plain = plain_blanks(text);
  std::string_view rest = trimmed(plain);
  if (rest.starts_with("€")) return refuse(phrase("the currency stands behind the amount"));
  for (const std::string_view currency : {"€", "EUROS", "EURO", "EUR"})
    if (take_suffix(rest, currency)) break;
  const bool negative = take_sign(rest);
  if (rest.starts_with('+')) return refuse(phrase("an amount has no plus sign"));
  if (rest.find_first_of("eE") != rest.npos && is_digits(rest.substr(0, 1)) && is_digits(rest.substr(rest.size() - 1)))
    return refuse(phrase("a spreadsheet shortened it: give the column the form of a number with two decimals"));
  const char mark = comma ? ',' : '.', other = comma ? '.' : ',';
  const auto at = decimal_mark(rest, mark, other);
  const std::string_view written = rest.substr(0, at);
  std::string decimals(at == rest.npos ? "00" : rest.substr(at + 1));
  if (decimals.size() == 1) decimals += '0';
  if (at == rest.npos && std::ranges::count(written, other) == 1 && without_groups(written, other))
    return refuse(phrase("it can be read as thousands or as decimals: write two decimals"));
  if (is_digits(decimals) && decimals.size() > 2) return refuse(phrase("an amount has at most two decimals"));
  const auto whole = without_groups(written, other);
  if (!whole && written.find(' ') != written.npos) return refuse(phrase("a blank stands only before three digits"));
  if (!whole || whole->size() > 9 || !is_digits(decimals)) return fail(Exit::no, problem("I106"_m, printable(text)));
  const auto cents = whole_number<std::int64_t>(*whole + decimals);
  return *Money::of_cents(negative ? -*cents : *cents);
}

std::string Money::text() const {
  const std::int64_t size = std::abs(cents_);
  return fmt::format("{}{}.{:02}", cents_ < 0 ? "-" : "", size / 100, size % 100);
}

std::string Money::french() const {
  const std::int64_t size = std::abs(cents_);
  std::string whole = std::to_string(size / 100);
  for (std::ptrdiff_t at = std::ssize(whole) - 3; at > 0; at -= 3) whole.insert(static_cast<std::size_t>(at), "\u202f");
  return fmt::format("{}{},{:02}", cents_ < 0 ? "-" : "", whole, size % 100);
}

Result<Money> parse_amount(std::string_view text) {
  const auto amount = read_amount(text, text.find(',') != std::string_view::npos);
  if (amount) return *amount;
  return fail(Exit::usage, hinted(problem("C118"_m, printable(text)), amount.error().problems.front().hint));
}

}  // namespace mloc
