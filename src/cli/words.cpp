#include "mloc/cli/words.hpp"


#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc::cli {
namespace {

Result<int> number_of(const Given& given) {
  const std::string& text = given.values.front();
  if (const auto number = whole_number(text)) return *number;
  return fail(Exit::usage, problem("C117"_m, given.name, text));
}

std::optional<Money> amount(std::string_view text) {
  if (auto exact = Money::parse(text)) return exact;
  return Money::parse_french(text, text.find(',') != std::string_view::npos);
}

}  // namespace

Result<> assign(const Given& given, std::string& member) {
  member = given.values.front();
  return {};
}
Result<> assign(const Given& given, std::optional<std::string>& member) {
  member = given.values.front();
  return {};
}
Result<> assign(const Given& given, std::vector<std::string>& member) {
  member = given.values;
  return {};
}
Result<> assign(const Given&, bool& member) {
  member = true;
  return {};
}
Result<> assign(const Given& given, int& member) {
  TRY(value, number_of(given));
  member = value;
  return {};
}
Result<> assign(const Given& given, std::optional<int>& member) {
  TRY(value, number_of(given));
  member = value;
  return {};
}
Result<> assign(const Given& given, std::optional<Date>& member) {
  TRY(day, parse_day(given.values.front(), given.today));
  member = day;
  return {};
}
Result<> assign(const Given& given, std::optional<Period>& member) {
  TRY(period, parse_period(given.values.front(), given.today));
  member = period;
  return {};
}
Result<> assign(const Given& given, std::optional<Money>& member) {
  member = amount(given.values.front());
  if (!member) return fail(Exit::usage, problem("C118"_m, given.name, given.values.front()));
  return {};
}

Word make_word(Word::Kind kind, std::string spelling, std::string help) {
  Word word{kind, std::move(spelling), std::move(help)};
  word.must = kind == Word::Kind::argument && !word.spelling.starts_with('[');
  word.many = kind == Word::Kind::argument && word.spelling.find("...") != std::string::npos;
  return word;
}

std::vector<std::string> Word::names() const {
  if (kind == Kind::argument) return {value_name()};
  std::vector<std::string> all;
  for (std::string_view part : split(spelling, ',')) {
    part = trimmed(part);
    all.emplace_back(part.substr(0, part.find(' ')));
  }
  return all;
}

std::string Word::value_name() const {
  if (kind == Kind::argument) {
    const auto first = spelling.find_first_not_of('[');
    return spelling.substr(first, spelling.find_first_of(".]", first) - first);
  }
  const auto blank = spelling.rfind(' ');
  return kind == Kind::flag || blank == std::string::npos ? std::string{} : spelling.substr(blank + 1);
}

}  // namespace mloc::cli
