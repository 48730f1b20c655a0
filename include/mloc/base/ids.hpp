#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/date.hpp"
#include "mloc/base/random.hpp"

namespace mloc {

/// A person's pseudonym: 9 random characters of Crockford's base 32 and a check character (ISO 7064, hybrid
/// recursion with M = 32: every single wrong character and nearly every swap of neighbours is refused).
class CaseId {
 public:
  static CaseId make(Random& random);
  /// Case and hyphens do not count; O is read as 0, I and L as 1. No value when the check character is wrong.
  static std::optional<CaseId> parse(std::string_view text);
  const std::string& text() const { return text_; }  ///< `7KQ39XM4HT`, as stored
  std::string shown() const;                         ///< `7KQ3-9XM4-HT`
  std::string folder() const { return text_.substr(0, 2); }
  auto operator<=>(const CaseId&) const = default;

 private:
  explicit CaseId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A record's id: `2010-05-11-k7qm`, the day it happened and four random characters.
std::string make_record_id(Date day, Random& random);

/// SIRET: 14 digits, Luhn over all and over the first nine; La Poste (SIREN 356000000) by the sum of digits.
bool siret_is_valid(std::string_view siret);

}  // namespace mloc
