#include "mloc/diagnose/rules/instrument.hpp"

#include <rapidcheck.h>

#include "catch.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

using namespace mloc::diagnose;

namespace {

std::vector<Choice> choices_of(std::string_view name) {
  std::vector<Choice> made;
  if (const CodeList* list = code_list(name))
    for (const Code& code : list->items) made.push_back({std::string(code.code), std::string(code.fr), std::string(code.en), code.sensitive});
  return made;
}

std::vector<Instrument> shipped() {
  std::vector<Instrument> made;
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with("schemas/instruments/")) continue;
    Arena arena;
    made.push_back(*Instrument::from(**read_plain_yaml(file.bytes, std::string(file.path), arena), std::string(file.path), choices_of));
  }
  return made;
}

template <class T>
const T& one_of(const std::vector<T>& all) {
  return all[*rc::gen::inRange<std::size_t>(0, all.size())];
}

const Date some_day = *Date::of(2010, 5, 11);

/// Something that fits the item.
std::string fitting(const Item& item) {
  switch (item.type) {
    case Item::Type::flag: return *rc::gen::element<std::string>("oui", "non");
    case Item::Type::day: return "2010-05-" + std::to_string(*rc::gen::inRange(10, 29));
    case Item::Type::integer: return std::to_string(*rc::gen::inRange<std::int64_t>(item.minimum, item.maximum + 1));
    case Item::Type::money: return fmt::format("{},{:02}", *rc::gen::inRange(1, 5000), *rc::gen::inRange(0, 100));
    default: return one_of(item.choices).code;
  }
}

/// A questionnaire answered to its end, as a person would.
Answers answered(const Instrument& instrument) {
  Answers answers;
  for (const Item& item : instrument.items) {
    if (!is_relevant(item, answers)) continue;
    const auto answer = read_answer(item, fitting(item), some_day);
    RC_ASSERT(answer.has_value());
    answers.emplace(item.code, *answer);
  }
  return answers;
}

}  // namespace

TEST_CASE("what is asked and answered passes, is complete, and says the same when read again") {
  const auto all = shipped();
  REQUIRE(all.size() == 7);
  CHECK(rc::check([&] {
    const Instrument& instrument = one_of(all);
    const Answers answers = answered(instrument);
    RC_ASSERT(check_answers(instrument, answers).empty());
    RC_ASSERT(is_complete(instrument, answers));
    for (const auto& [code, value] : answers) RC_ASSERT(*read_answer(*instrument.find(code), value, some_day) == value);
    for (const Score& score : instrument.scores) RC_ASSERT(score_text(instrument, score, answers).has_value());
  }));
}

TEST_CASE("an answer to an item that is not asked is refused, and so is any text that is no answer") {
  const auto all = shipped();
  CHECK(rc::check([&] {
    const Instrument& instrument = one_of(all);
    Answers answers = answered(instrument);
    const Item& item = one_of(instrument.items);
    const auto text = *rc::gen::string<std::string>();
    if (!answers.contains(item.code)) {
      answers[item.code] = *read_answer(item, fitting(item), some_day);
      RC_ASSERT(!check_answers(instrument, answers).empty());
    } else {
      const auto read = read_answer(item, text, some_day);
      answers[item.code] = text;
      RC_ASSERT(!check_answers(instrument, answers).empty() || (read.has_value() && *read == text));
    }
  }));
}

TEST_CASE("the remaining to live is income less charges to the cent") {
  const auto all = shipped();
  const Instrument& budget = *std::ranges::find(all, "budget", &Instrument::name);
  CHECK(rc::check([&] {
    const Answers answers = answered(budget);
    std::int64_t cents = 0;
    for (const auto& [code, value] : answers) {
      std::string digits = value;
      std::erase(digits, '.');
      if (code.starts_with("revenu_")) cents += std::stoll(digits);
      if (code.starts_with("charge_")) cents -= std::stoll(digits);
    }
    const auto rest = std::ranges::find(budget.scores, "reste_a_vivre", &Score::code);
    RC_ASSERT(*score_text(budget, *rest, answers) == fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100, std::abs(cents) % 100));
  }));
}
