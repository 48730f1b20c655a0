#include "sheet_values.hpp"

#include <cmath>

#include <fmt/format.h>

#include "mloc/base/date.hpp"
#include "mloc/base/number.hpp"

namespace mloc {
namespace {

/// The first section of a format without quoted words, colours, conditions and escaped signs.
std::string bare_format(std::string_view format) {
  std::string bare;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '"' || c == '[') {
      const auto end = format.find(c == '"' ? '"' : ']', i + 1);
      const std::string_view inside = format.substr(i + 1, end == format.npos ? format.npos : end - i - 1);
      if (c == '[' && (inside == "h" || inside == "hh" || inside == "mm" || inside == "m" || inside == "H" || inside == "HH")) bare += inside;
      if (end == format.npos) break;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == ';') {
      break;
    } else {
      bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return bare;
}

}  // namespace

NumberForm number_form(std::string_view format) {
  const std::string bare = bare_format(format);
  NumberForm form;
  if (bare.find("general") != bare.npos || bare.find("standard") != bare.npos || bare == "@") return form;
  const auto has = [&](std::string_view letters) { return bare.find_first_of(letters) != bare.npos; };
  form.time = has("hs");
  // `j` and `a` are the French letters of day and year; `mm` beside an hour are minutes.
  form.day = has("dyja") || (has("m") && !form.time);
  if (form.day || form.time || has(".,%e")) return form;
  const auto first = bare.find('0');
  if (first == bare.npos) return form;
  form.width = 0;
  for (std::size_t i = first; i < bare.size(); ++i)
    if (bare[i] == '0' || bare[i] == '#') ++form.width;
  return form;
}

NumberForm number_form(int builtin) {
  if ((builtin >= 14 && builtin <= 17) || (builtin >= 27 && builtin <= 36) || (builtin >= 50 && builtin <= 58)) return {true, false, 1};
  if (builtin == 22) return {true, true, 1};
  if ((builtin >= 18 && builtin <= 21) || (builtin >= 45 && builtin <= 47)) return {false, true, 1};
  return {};
}

std::string number_text(double value, std::size_t width) {
  const bool whole = std::fabs(value) < 1e15 && value == std::floor(value);
  std::string text = whole ? fmt::format("{:.0f}", value) : fmt::format("{:.15g}", value);
  if (text == "-0") text = "0";
  if (whole && value >= 0 && text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::optional<std::string> serial_text(double serial, NumberForm form, bool from_1904) {
  if (!(serial >= 0) || serial > 2958466) return std::nullopt;
  constexpr int minutes_a_day = 24 * 60;
  const auto all = static_cast<std::int64_t>(std::llround(serial * minutes_a_day));
  const int days = static_cast<int>(all / minutes_a_day), minutes = static_cast<int>(all % minutes_a_day);
  const std::string time = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  if (!form.day && form.time) return days == 0 ? std::optional(time) : std::nullopt;
  // Spreadsheets keep a 29 February 1900 that never was.
  const Date first = from_1904 ? *Date::of(1904, 1, 1) : days < 60 ? *Date::of(1899, 12, 31) : *Date::of(1899, 12, 30);
  const std::string day = first.plus_days(days).text();
  return minutes == 0 ? day : day + " " + time;
}

std::optional<std::string> duration_text(std::string_view iso) {
  const auto hour_end = iso.find('H'), minute_end = iso.find('M');
  if (!iso.starts_with("PT") || hour_end == iso.npos || minute_end == iso.npos || minute_end < hour_end) return std::nullopt;
  const auto hours = whole_number<unsigned>(iso.substr(2, hour_end - 2)), minutes = whole_number<unsigned>(iso.substr(hour_end + 1, minute_end - hour_end - 1));
  if (!hours || !minutes || *hours > 99 || *minutes > 59) return std::nullopt;
  return fmt::format("{:02}:{:02}", *hours, *minutes);
}

std::string iso_day_text(std::string_view iso) {
  if (iso.size() < 11 || iso[10] != 'T') return std::string(iso);
  const std::string_view time = iso.substr(11, 5);
  return std::string(iso.substr(0, 10)) + (time == "00:00" ? "" : " " + std::string(time));
}

}  // namespace mloc
