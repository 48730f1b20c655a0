#include "mloc/base/time.hpp"

#include <algorithm>

namespace mloc {
namespace {

/// One or two digits.
std::optional<int> small_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > 2 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  return text.size() == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::optional<Time> Time::of(int minutes) {
  if (minutes < 0 || minutes >= 24 * 60) return std::nullopt;
  return Time(minutes);
}

std::optional<Time> Time::parse(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  return parse_french(text);
}

std::optional<Time> Time::parse_french(std::string_view text) {
  const auto mark = text.find_first_of("h:H");
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(mark + 1);
  if (rest.empty() && text[mark] != ':') rest = "00";
  const auto hours = small_number(text.substr(0, mark)), minutes = small_number(rest);
  if (!hours || !minutes || rest.size() != 2 || *minutes > 59) return std::nullopt;
  return of(*hours * 60 + *minutes);
}

std::string Time::text() const { return fmt::format("{:02}:{:02}", minutes_ / 60, minutes_ % 60); }

Result<Time> parse_time(std::string_view text) {
  if (const auto time = Time::parse_french(text)) return *time;
  return fail(Exit::usage, problem("C123"_m, text));
}

}  // namespace mloc
