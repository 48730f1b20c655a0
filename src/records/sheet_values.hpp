#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// What a format of numbers means to a reader of the value.
struct NumberForm {
  bool day = false, time = false;
  std::size_t width = 1;  ///< digits that are shown at least: `00000` keeps the zero of a code
};
NumberForm number_form(std::string_view format);
NumberForm number_form(int builtin);

/// A number as its shortest text, without an exponent up to fifteen digits; with zeros before it up to `width`.
std::string number_text(double value, std::size_t width);
/// `2010-03-05`, `2010-03-05 10:30`, `10:30`: days since 1900 (or 1904) as spreadsheets count them. No value before that, or after 9999.
std::optional<std::string> serial_text(double serial, NumberForm form, bool from_1904);
/// `PT10H30M00S`
std::optional<std::string> duration_text(std::string_view iso);
/// `2010-03-05T00:00:00`
std::string iso_day_text(std::string_view iso);

}  // namespace mloc
