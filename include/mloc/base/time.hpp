#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// A time of day to the minute, 00:00 to 23:59; text form `09:05`.
class Time {
 public:
  /// Exactly the text form.
  static std::optional<Time> parse(std::string_view text);
  /// `9h30`, `9:30`, `09:30`, `9h`: what a person types or a French export holds.
  static std::optional<Time> parse_french(std::string_view text);
  /// Minutes since midnight.
  static std::optional<Time> of(int minutes);

  int minutes() const { return minutes_; }
  std::string text() const;
  auto operator<=>(const Time&) const = default;

 private:
  explicit constexpr Time(int minutes) : minutes_(minutes) {}
  int minutes_;
};

/// What a user may write; C123 for anything else.
Result<Time> parse_time(std::string_view text);

}  // namespace mloc
