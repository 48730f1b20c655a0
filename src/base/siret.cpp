#include "mloc/base/siret.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::size_t siren_length = 9, siret_length = 14;


/// Luhn: from the right, every second digit doubled.
bool luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
    const int digit = (*c - '0') * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

bool is_one_digit(std::string_view text) { return text.find_first_not_of(text[0]) == text.npos; }

bool passes_check(std::string_view siret) {
  if (siret.size() != siret_length || !is_digits(siret)) return false;
  if (siret.starts_with("356000000")) {
    int sum = 0;
    for (const char c : siret) sum += c - '0';
    if (sum % 5 == 0) return true;
  }
  return luhn(siret) && luhn(siret.substr(0, siren_length));
}

std::string without_siret_marks(std::string_view text) {
  if (text.starts_with('\'')) text.remove_prefix(1);
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u00a0") { ++i; continue; }
    if (text.substr(i, 3) == "\u202f" || text.substr(i, 3) == "\u2011") { i += 2; continue; }
    if (std::string_view(" .-").find(text[i]) == std::string_view::npos) kept += text[i];
  }
  return kept;
}

/// `3,83E+13`, `38349867200039.0`
bool is_of_spreadsheet(std::string_view text) {
  const auto power = text.find_first_of("eE");
  if (power != text.npos && power > 0 && is_digits(text.substr(0, 1)) && text.find_first_not_of("+0123456789", power + 1) == text.npos) return true;
  const auto mark = text.find_last_of(".,");
  return mark != text.npos && is_digits(text.substr(0, mark)) && text.find_first_not_of('0', mark + 1) == text.npos;
}

Phrase reason_of(std::string_view text, std::string_view digits) {
  if (is_of_spreadsheet(text)) return phrase("a spreadsheet took it for a quantity: give the column the form of a text");
  if (!is_digits(digits)) return phrase("a SIRET holds digits only");
  if (digits.size() == siret_length - 1 && siret_is_valid("0" + std::string(digits))) return phrase("a zero was lost, if it was 0{}", digits);
  if (digits.size() == siren_length && luhn(digits)) return phrase("nine digits are a SIREN, an enterprise; its establishment has fourteen");
  if (digits.size() != siret_length) return phrase("it has {} digits where a SIRET has fourteen", digits.size());
  if (is_one_digit(digits)) return phrase("one digit repeated is no establishment");
  if (passes_check(digits)) return phrase("its last five digits name no establishment");
  return phrase("its check digits do not fit: a digit is mistyped");
}

}  // namespace

bool siret_is_valid(std::string_view siret) {
  return passes_check(siret) && !is_one_digit(siret) && siret.substr(siren_length) != "00000";
}

Result<std::string> read_siret(std::string_view text) {
  std::string digits = is_of_spreadsheet(text) ? std::string() : without_siret_marks(text);
  if (!siret_is_valid(digits)) return fail(Exit::usage, hinted(problem("I109"_m, printable(text)), reason_of(text, digits)));
  return digits;
}

}  // namespace mloc
