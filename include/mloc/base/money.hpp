#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// An amount in whole cents, at most 999,999,999.99 either way; text form `1000.00`. The currency is the programme's.
class Money {
 public:
  static std::optional<Money> parse(std::string_view text);  ///< exactly two decimals
  /// What `read_amount` takes.
  static std::optional<Money> parse_french(std::string_view text, bool comma = true);
  static std::optional<Money> of_cents(std::int64_t cents);
  std::int64_t cents() const { return cents_; }
  std::string text() const;
  std::string french() const;  ///< `1 234,50` with a narrow no-break space
  auto operator<=>(const Money&) const = default;

 private:
  explicit Money(std::int64_t cents) : cents_(cents) {}
  std::int64_t cents_;
};

/// `1 234,50`, `1.234,50 €`, `1234.5`, `0`: a blank of any kind, or the other mark, may stand before each three digits; `comma` says
/// which mark is the decimal one. I106 with the reason for anything else, and for what could mean two amounts (`1.234`).
Result<Money> read_amount(std::string_view text, bool comma);
/// What a user may write: `83.34`, `83,34`, `1 234,50`; C118 for anything else.
Result<Money> parse_amount(std::string_view text);

}  // namespace mloc
