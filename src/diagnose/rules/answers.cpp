// What may be answered, what it counts.
#include <algorithm>

#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/rules/instrument.hpp"

namespace mloc::diagnose {
namespace {

/// As it would be written: no zero before it.
std::optional<std::int64_t> plain_number(std::string_view text) {
  const auto number = whole_number<std::int64_t>(text);
  return number && std::to_string(*number) == text ? number : std::nullopt;
}

/// What a condition compares and a score adds: cents of an amount, points of a choice, 1 for yes.
std::optional<std::int64_t> value_of(const Item& item, std::string_view answer) {
  switch (item.type) {
    case Item::Type::integer: return plain_number(answer);
    case Item::Type::flag: return answer == "true";
    case Item::Type::money: {
      const auto money = Money::parse(answer);
      return money ? std::optional(money->cents()) : std::nullopt;
    }
    case Item::Type::code: {
      const Choice* choice = item.find(answer);
      return choice ? choice->points : std::nullopt;
    }
    default: return std::nullopt;
  }
}

std::optional<std::int64_t> bounded_value(std::string_view answer) {
  const auto number = plain_number(answer);
  if (number) return number;
  const auto money = Money::parse(answer);
  return money ? std::optional(money->cents()) : std::nullopt;
}

tl::unexpected<Failure> unknown_choice(const Item& item, std::string_view text) {
  std::vector<std::string> known;
  for (const Choice& choice : item.choices) known.push_back(choice.code);
  Problem unknown = problem("G104"_m, item.code, printable(text.substr(0, 80)));
  const auto near = nearest(text, known);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(known);
  return fail(Exit::usage, std::move(unknown));
}

Result<std::string> read_codes(const Item& item, std::string_view text) {
  std::vector<std::string> given;
  std::string separated(text);
  std::ranges::replace(separated, ',', '+');
  for (const std::string_view part : split(separated, '+')) {
    const std::string code(trimmed(part));
    if (!item.find(code)) return unknown_choice(item, code);
    given.push_back(code);
  }
  std::vector<std::string> ordered;
  for (const Choice& choice : item.choices)
    if (std::ranges::find(given, choice.code) != given.end()) ordered.push_back(choice.code);
  for (const std::string& code : item.alone)
    if (ordered.size() > 1 && std::ranges::find(ordered, code) != ordered.end())
      return fail(Exit::usage, problem("G112"_m, item.code, code));
  return joined(ordered, "+");
}

Result<std::string> read_money(const Item& item, std::string_view text) {
  const auto money = Money::parse_french(text, text.find(',') != std::string_view::npos);
  if (!money || money->cents() < item.minimum || money->cents() > item.maximum)
    return fail(Exit::usage, problem("G106"_m, item.code, printable(text.substr(0, 80)), Money::of_cents(item.minimum)->text(),
                                     Money::of_cents(item.maximum)->text()));
  return money->text();
}

Result<std::string> read_flag(const Item& item, std::string_view text) {
  const std::string word = folded(text);
  for (const std::string_view yes : {"true", "oui", "yes", "o", "y", "1"})
    if (word == yes) return std::string("true");
  for (const std::string_view no : {"false", "non", "no", "n", "0"})
    if (word == no) return std::string("false");
  return fail(Exit::usage, problem("G108"_m, item.code, printable(text.substr(0, 80))));
}

}  // namespace

bool holds(const Condition& condition, const Answers& answers) {
  const auto found = answers.find(condition.item);
  if (found == answers.end()) return false;
  const auto given = split(found->second, '+');
  const auto is_one_of = [&](const std::vector<std::string>& codes) {
    return std::ranges::any_of(given, [&](std::string_view code) { return std::ranges::find(codes, code) != codes.end(); });
  };
  if (!condition.is.empty() && !is_one_of(condition.is)) return false;
  if (is_one_of(condition.is_not)) return false;
  if (!condition.at_least && !condition.at_most) return true;
  const auto value = bounded_value(found->second);
  return value && (!condition.at_least || *value >= *condition.at_least) && (!condition.at_most || *value <= *condition.at_most);
}

bool is_relevant(const Item& item, const Answers& answers) {
  return std::ranges::all_of(item.conditions, [&](const Condition& one) { return holds(one, answers); });
}

Result<std::string> read_answer(const Item& item, std::string_view raw, Date today) {
  const std::string_view text = trimmed(raw);
  switch (item.type) {
    case Item::Type::codes: return read_codes(item, text);
    case Item::Type::money: return read_money(item, text);
    case Item::Type::flag: return read_flag(item, text);
    case Item::Type::integer: {
      const auto number = plain_number(text);
      if (number && *number >= item.minimum && *number <= item.maximum) return std::to_string(*number);
      return fail(Exit::usage, problem("G105"_m, item.code, printable(text.substr(0, 80)), item.minimum, item.maximum));
    }
    case Item::Type::day: {
      const auto day = parse_day(text, today);
      if (!day) return fail(Exit::usage, problem("G107"_m, item.code, printable(text.substr(0, 80))));
      return day->text();
    }
    default:
      if (!item.find(text)) return unknown_choice(item, text);
      return std::string(text);
  }
}

std::vector<AnswerProblem> check_answers(const Instrument& instrument, const Answers& answers) {
  std::vector<AnswerProblem> problems;
  std::vector<std::string> known;
  for (const Item& item : instrument.items) {
    known.push_back(item.code);
    const auto found = answers.find(item.code);
    const bool relevant = is_relevant(item, answers);
    if (found == answers.end()) {
      if (relevant && !item.optional && !instrument.is_survey) problems.push_back({item.code, problem("G110"_m, item.code)});
      continue;
    }
    // Any day serves: a stored day is compared with itself.
    const auto read = read_answer(item, found->second, *Date::of(2000, 1, 1));
    if (!read) problems.push_back({item.code, read.error().problems.front()});
    else if (*read != found->second) problems.push_back({item.code, problem("G113"_m, item.code, found->second, *read)});
    if (!relevant) problems.push_back({item.code, problem("G109"_m, item.code, item.conditions.front().item)});
  }
  for (const auto& [code, value] : answers) {
    if (instrument.find(code)) continue;
    Problem unknown = problem("G103"_m, instrument.text(), printable(code));
    if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
    problems.push_back({code, std::move(unknown)});
  }
  return problems;
}

bool is_complete(const Instrument& instrument, const Answers& answers) {
  return std::ranges::all_of(instrument.items, [&](const Item& item) {
    return item.optional || answers.contains(item.code) || !is_relevant(item, answers);
  });
}

std::optional<std::string> score_text(const Instrument& instrument, const Score& score, const Answers& answers) {
  std::int64_t sum = 0, count = 0;
  for (const auto* part : {&score.of, &score.less})
    for (const std::string& name : *part) {
      const Item& item = *instrument.find(name);
      const auto found = answers.find(name);
      if (found == answers.end() && is_relevant(item, answers) && !item.optional) return std::nullopt;
      if (found == answers.end()) continue;
      const auto value = value_of(item, found->second);
      if (!value) return std::nullopt;
      sum += part == &score.of ? *value : -*value;
      ++count;
    }
  if (!score.is_mean) {
    if (!score.is_money) return std::to_string(sum);
    const auto money = Money::of_cents(sum);
    return money ? std::optional(money->text()) : std::nullopt;
  }
  if (count == 0) return std::nullopt;
  if (score.is_money) {
    const std::int64_t twice = sum * 2 + (sum < 0 ? -count : count);
    return Money::of_cents(twice / (2 * count))->text();
  }
  // One decimal, halves away from zero.
  const std::int64_t tenths = (sum * 20 + (sum < 0 ? -count : count)) / (2 * count);
  return fmt::format("{}{}.{}", tenths < 0 ? "-" : "", std::abs(tenths) / 10, std::abs(tenths) % 10);
}

}  // namespace mloc::diagnose
