// What a placeholder of --help promises, the parser reads: into a typed member, and with a problem that names the word.
#include <algorithm>
#include <functional>

#include "catch.hpp"
#include "cli/globals.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"

using namespace mloc;
using namespace mloc::cli;

namespace {

using Texts = std::vector<std::string>;

Texts command_of(const Noun& noun, const Verb& verb) {
  Texts line{"mloc", std::string(noun.name)};
  for (const std::string_view part : split(verb.name, ' '))
    if (!part.empty()) line.emplace_back(part);
  return line;
}

void each_verb(const std::function<void(const Noun&, const Verb&)>& look) {
  for (const Noun& noun : nouns())
    for (const Verb& verb : noun.verbs()) look(noun, verb);
}

/// A value of the form `PARTY:ITEM=FACT@DAY` whose part that is typed is `value`.
std::string in_form(const std::string& form, const std::string& value) {
  const auto last = form.find_last_of("=@");
  if (last == std::string::npos) return value;
  std::string text = form.substr(0, last + 1) + value;
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Something that fits.
std::string right_value(const Word& word) {
  if (!word.choices.empty()) return word.choices.front();
  switch (word.type) {
    case Type::day: return in_form(word.value_name(), "2010-05-11");
    case Type::amount: return in_form(word.value_name(), "1,00");
    case Type::time: return "09:00";
    case Type::period: return "2010-05";
    case Type::number:
    case Type::days: return "1";
    default: return in_form(word.value_name(), "x");
  }
}

/// The shortest command line of a verb on which `wrong` has a value that is no value.
Texts wrong_line(const Noun& noun, const Verb& verb, const Word& wrong) {
  Texts line = command_of(noun, verb);
  line.erase(line.begin());
  // An argument that may be left out stands before later ones only when they are all there.
  for (const Word& word : verb.words) {
    const bool is_wrong = word.spelling == wrong.spelling, is_argument = word.kind == Word::Kind::argument;
    if (!is_wrong && !word.must && !(is_argument && wrong.kind == Word::Kind::argument)) continue;
    if (!is_argument) line.push_back(word.name());
    line.push_back(is_wrong ? in_form(word.value_name(), "bananes") : right_value(word));
  }
  return line;
}

}  // namespace

TEST_CASE("A placeholder that promises a type is bound to a member of that type") {
  const auto look = [](const std::string& where, const Word& word) {
    INFO(where << " " << word.spelling);
    if (word.kind != Word::Kind::flag) CHECK(type_said_by(word.value_name()) == word.type);
  };
  for (const Word& word : global_words()) look("mloc", word);
  std::size_t typed = 0;
  each_verb([&](const Noun& noun, const Verb& verb) {
    for (const Word& word : verb.words) {
      look(joined(command_of(noun, verb), " "), word);
      typed += word.type != Type::text;
    }
  });
  CHECK(typed > 150);
}

TEST_CASE("A value that is no value ends every command with status 2 and the name of its word") {
  Stage stage;
  std::size_t tried = 0;
  each_verb([&](const Noun& noun, const Verb& verb) {
    for (const Word& word : verb.words) {
      if (word.type == Type::text || word.type == Type::choice) continue;
      const Texts line = wrong_line(noun, verb, word);
      const Said said = stage.run_mloc(line);
      INFO(joined(line, " ") << "\n" << said.err);
      CHECK(said.status == 2);
      CHECK(said.err.find(": " + word.name() + ": ") != std::string::npos);
      CHECK(said.err.find("bananes") != std::string::npos);
      ++tried;
    }
  });
  CHECK(tried > 150);
}
