#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace mloc {

/// All of `text` as a whole number: digits, and one `-` before them where `Whole` has a sign. Nothing for no text, a `+`,
/// blanks, whatever stands after the digits, and a number that `Whole` cannot hold. For int, unsigned and std::int64_t.
template <class Whole = int>
std::optional<Whole> whole_number(std::string_view text);

/// A whole number that a schema has let pass; 0 for a field that is not there. Another text is a defect of the program.
int checked_number(std::string_view text);

/// All of `text` as a finite number with a decimal point: `12`, `-0.5`, `1e-7`.
std::optional<double> decimal_number(std::string_view text);

/// `30d` is 30 and `d`; no sign.
struct Measured {
  int number = 0;
  std::string_view unit;  ///< what stands after the digits
};
std::optional<Measured> measured(std::string_view text);

}  // namespace mloc
