#include "mloc/base/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

namespace mloc {
namespace {

template <class Number>
std::optional<Number> all_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

template <class Whole>
std::optional<Whole> whole_number(std::string_view text) { return all_of<Whole>(text); }

template std::optional<int> whole_number(std::string_view text);
template std::optional<unsigned> whole_number(std::string_view text);
template std::optional<std::int64_t> whole_number(std::string_view text);

int checked_number(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto number = whole_number(text)) return *number;
  throw std::logic_error("no whole number, though a schema let it pass: " + std::string(text));
}

std::optional<double> decimal_number(std::string_view text) {
  const auto number = all_of<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<Measured> measured(std::string_view text) {
  const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = whole_number(text.substr(0, end));
  return number ? std::optional(Measured{*number, text.substr(end)}) : std::nullopt;
}

}  // namespace mloc
