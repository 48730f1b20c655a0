#include "mloc/base/money.hpp"

#include <cstdlib>

#include <fmt/core.h>

#include "mloc/base/number.hpp"

namespace mloc {
namespace {

constexpr std::int64_t largest = 99'999'999'999;

std::string without_spaces(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i, 2) == "\u00a0") { i += 1; continue; }
    if (text.substr(i, 3) == "\u202f") { i += 2; continue; }
    kept += text[i];
  }
  return kept;
}

}  // namespace

std::optional<Money> Money::of_cents(std::int64_t cents) {
  if (cents > largest || cents < -largest) return std::nullopt;
  return Money(cents);
}

std::optional<Money> Money::parse(std::string_view text) {
  if (text.size() < 4 || text[text.size() - 3] != '.') return std::nullopt;
  return parse_french(text, false);
}

std::optional<Money> Money::parse_french(std::string_view text, bool comma) {
  const std::string plain = without_spaces(text);
  std::string_view rest = plain;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  const auto mark = rest.find(comma ? ',' : '.');
  const std::string_view whole = rest.substr(0, mark);
  std::string decimals(mark == std::string_view::npos ? "00" : rest.substr(mark + 1));
  if (decimals.size() == 1) decimals += '0';
  if (whole.empty() || whole.size() > 9 || decimals.size() != 2) return std::nullopt;
  const auto cents = whole_number<std::int64_t>(std::string(whole) + decimals);
  // A sign was taken off already: `--5` is no amount.
  if (!cents || whole.starts_with('-')) return std::nullopt;
  return of_cents(negative ? -*cents : *cents);
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
  if (const auto amount = Money::parse_french(text, text.find(',') != std::string_view::npos)) return *amount;
  return fail(Exit::usage, problem("C118"_m, text));
}

}  // namespace mloc
