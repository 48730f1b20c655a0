#include "mloc/cli/verb.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc::cli {

Result<int> As<int>::read(const std::string& text, const Given&) {
  if (const auto number = whole_number(text)) return *number;
  return fail(Exit::usage, problem("C117"_m, text));
}

Result<std::chrono::days> As<std::chrono::days>::read(const std::string& text, const Given&) {
  constexpr int ten_years = 3660;
  const auto found = measured(text);
  const bool is_unit = found && (found->unit.empty() || found->unit == "d" || found->unit == "j");
  if (!is_unit || found->number > ten_years) return fail(Exit::usage, problem("M104"_m, text));
  return std::chrono::days(found->number);
}

Result<std::chrono::milliseconds> As<std::chrono::milliseconds>::read(const std::string& text, const Given&) {
  constexpr int most = 86400;
  const auto found = measured(text);
  const std::string_view unit = found ? found->unit : "?";
  const int factor = unit == "ms" ? 1 : unit == "s" || unit.empty() ? 1000 : unit == "m" ? 60000 : 0;
  if (factor == 0 || found->number > most) return fail(Exit::usage, problem("C119"_m, text));
  return std::chrono::milliseconds(factor) * found->number;
}

Result<std::size_t> find_equals(const std::string& text, const Given& given) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return fail(Exit::usage, problem("C124"_m, text, given.form));
  return equals;
}

Type type_said_by(std::string_view placeholder) {
  static constexpr std::pair<std::string_view, Type> said[] = {
      {"N", Type::number},   {"PERCENT", Type::number}, {"MINUTES", Type::number}, {"AMOUNT", Type::amount}, {"DAY", Type::day},
      {"TIME", Type::time},  {"PERIOD", Type::period},  {"MONTH", Type::period},   {"DAYS", Type::days},     {"DURATION", Type::duration},
      {"YES", Type::choice}, {"CASE", Type::person},    {"PARTNER", Type::owner}, {"OWNER", Type::owner}};
  placeholder = placeholder.substr(0, placeholder.find_first_of(".[]", 1));
  placeholder.remove_prefix(placeholder.find_last_of("[=@") + 1);
  const auto found = std::ranges::find(said, placeholder, &std::pair<std::string_view, Type>::first);
  return found == std::end(said) ? Type::text : found->second;
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

std::string Word::help_in(Language language) const {
  const bool french = language == Language::french;
  std::string text(french ? in_french(help) : help);
  for (const auto* names : {&lists, &value_lists})
    if (const auto hole = text.find("{}"); hole != std::string::npos) text.replace(hole, 2, joined(*names, french ? " ou " : " or "));
  return text;
}

std::string Word::value_name() const {
  if (kind == Kind::argument) {
    const auto first = spelling.find_first_not_of('[');
    return spelling.substr(first, spelling.find_first_of(".]", first) - first);
  }
  const auto blank = spelling.rfind(' ');
  return kind == Kind::flag || blank == std::string::npos ? std::string{} : spelling.substr(blank + 1);
}

std::string_view kind_of(const Verb& verb) {
  const auto blank = verb.name.find(' ');
  return std::string_view(verb.name).substr(0, blank == std::string::npos ? 0 : blank);
}

std::vector<Verb> Noun::verbs() const {
  std::vector<Verb> all = own();
  if (further)
    for (Verb& verb : further()) all.push_back(std::move(verb));
  return all;
}

}  // namespace mloc::cli
