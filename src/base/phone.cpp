#include "mloc/base/phone.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

// The first three digits after the zero, and the country code under which other countries reach them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> overseas = {{
    {"590", "590"}, {"690", "590"}, {"691", "590"}, {"694", "594"}, {"594", "594"}, {"596", "596"}, {"696", "596"}, {"697", "596"},
    {"262", "262"}, {"263", "262"}, {"269", "262"}, {"639", "262"}, {"692", "262"}, {"693", "262"}, {"508", "508"}}};

constexpr std::size_t least_abroad = 7, most_abroad = 15;

std::string without_phone_marks(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "(0)") { i += 2; continue; }
    if (text.substr(i, 2) == "\u00a0") { ++i; continue; }
    if (text.substr(i, 3) == "\u202f" || text.substr(i, 3) == "\u2011") { i += 2; continue; }
    if (std::string_view(" .-/()\t").find(text[i]) == std::string_view::npos) kept += text[i];
  }
  return kept;
}

std::string international(std::string_view nine) {
  const auto found = std::ranges::find(overseas, nine.substr(0, 3), &std::pair<std::string_view, std::string_view>::first);
  return "+" + std::string(found == overseas.end() ? "33" : found->second) + std::string(nine);
}

tl::unexpected<Failure> refused(std::string_view text, Phrase why) {
  return fail(Exit::usage, hinted(problem("I162"_m, printable(text)), std::move(why)));
}

Result<std::string> of_france(std::string_view text, std::string_view ten) {
  if (ten.size() != 10) return refused(text, phrase("it has {} digits where a French number has ten", ten.size()));
  if (ten[1] == '0') return refused(text, phrase("no number begins with 00"));
  return international(ten.substr(1));
}

}  // namespace

Result<std::string> read_phone(std::string_view text) {
  std::string digits = without_phone_marks(text);
  if (digits.starts_with("+00")) digits.erase(1, 2);
  else if (digits.starts_with("00") && digits.size() > 10) digits.replace(0, 2, "+");
  else if (digits.size() == 11 && digits.starts_with("33") && digits[2] != '0') digits.insert(0, "+");
  const bool abroad = digits.starts_with('+');
  const std::string_view number = std::string_view(digits).substr(abroad ? 1 : 0);
  if (number.find('E') != number.npos || number.find('e') != number.npos)
    if (is_digits(number.substr(0, 1))) return refused(text, phrase("a spreadsheet shortened it: give the column the form of a text"));
  if (!number.empty() && !is_digits(number)) return refused(text, phrase("a number holds digits only"));
  if (!abroad && number.size() == 20) return refused(text, phrase("these are two numbers"));
  if (!abroad && number.starts_with('0')) return of_france(text, number);
  if (!abroad && number.size() == 9) return refused(text, phrase("a zero was lost, if it was 0{}", number));
  if (!abroad) return refused(text, phrase("a French number has ten digits and begins with 0, any other begins with + and its country"));
  if (number.starts_with("330")) return refused(text, phrase("no 0 follows the country, if it was +33{}", number.substr(3)));
  if (number.starts_with("33") && number.size() != 11)
    return refused(text, phrase("it has {} digits after the country where a French number has nine", number.size() - 2));
  if (number.starts_with('0') || number.size() < least_abroad || number.size() > most_abroad)
    return refused(text, phrase("a number has {} to {} digits, the country's among them", least_abroad, most_abroad));
  if (number.starts_with("33")) return international(number.substr(2));
  return "+" + std::string(number);
}

}  // namespace mloc
