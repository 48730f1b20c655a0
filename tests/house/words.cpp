// What a placeholder of --help promises, the parser reads: into a typed member, and with a problem that names the word.
#include <algorithm>
#include <functional>

#include "catch.hpp"
#include "cli/globals.hpp"
#include "cli/help.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/records/codes.hpp"

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

/// A value of the form `PARTY:ITEM=FACT@DAY` whose last part is `value`.
std::string in_form(const Word& word, const std::string& value) {
  const std::string form = word.value_name();
  const auto last = form.find_last_of("=@");
  if (last == std::string::npos) return value;
  std::string before = form.substr(0, last);
  std::ranges::transform(before, before.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return (word.lists.empty() ? before : codes_of(word).front()) + form[last] + value;
}

/// Something that fits.
std::string right_value(const Word& word) {
  if (!word.choices.empty()) return word.choices.front();
  switch (word.type) {
    case Type::day: return in_form(word, "2010-05-11");
    case Type::amount: return in_form(word, "1,00");
    case Type::time: return "09:00";
    case Type::period: return "2010-05";
    case Type::number:
    case Type::days: return "1";
    default: return word.lists.empty() ? in_form(word, "x") : word.value_name().find('=') != std::string::npos ? in_form(word, "") : codes_of(word).front();
  }
}

std::string wrong_value(const Word& word) {
  const bool wrong_code = word.type == Type::code && word.value_name().find('=') != std::string::npos;
  return wrong_code ? "bananes!=1" : in_form(word, "bananes!");
}

/// Any text may stand for it: whether there is such a person or file the command finds out.
bool is_free(const Word& word) {
  return word.type == Type::text || word.type == Type::choice || word.type == Type::person || word.type == Type::owner;
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
    line.push_back(is_wrong ? wrong_value(word) : right_value(word));
  }
  return line;
}

}  // namespace

TEST_CASE("A placeholder that promises a type is bound to a member of that type") {
  const auto look = [](const std::string& where, const Word& word) {
    INFO(where << " " << word.spelling);
    const Type said = type_said_by(word.value_name());
    if (word.kind != Word::Kind::flag) CHECK((said == word.type || (said == Type::text && (word.type == Type::code || word.type == Type::person))));
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

TEST_CASE("A word whose help names a code list takes the codes of that list") {
  std::size_t lists = 0;
  each_verb([&](const Noun& noun, const Verb& verb) {
    for (const Word& word : verb.words) {
      INFO(joined(command_of(noun, verb), " ") << " " << word.spelling << ": " << word.help);
      CHECK((word.help.find("{}") != std::string::npos) == !word.lists.empty());
      // A list that is named by hand would be no list to the parser.
      for (const std::string& list : code_list_names()) CHECK(word.help.find("code of " + list) == std::string::npos);
      for (const std::string& list : word.lists) CHECK(code_list(list));
      for (const std::string& list : word.value_lists) CHECK(code_list(list));
      lists += word.lists.size();
    }
  });
  CHECK(lists > 100);
}

TEST_CASE("A value that is no value ends every command with status 2 and the name of its word") {
  Stage stage;
  std::size_t tried = 0;
  each_verb([&](const Noun& noun, const Verb& verb) {
    for (const Word& word : verb.words) {
      if (is_free(word)) continue;
      const Texts line = wrong_line(noun, verb, word);
      const Said said = stage.run_mloc(line);
      INFO(joined(line, " ") << "\n" << said.err);
      CHECK(said.status == 2);
      CHECK(said.err.find(": " + word.name() + ": ") != std::string::npos);
      CHECK(said.err.find("bananes!") != std::string::npos);
      ++tried;
    }
  });
  CHECK(tried > 150);
}

TEST_CASE("The help of a noun with several verbs fits a terminal: at most 25 lines, in both languages") {
  for (const Language language : {Language::english, Language::french})
    for (const Noun& noun : nouns()) {
      if (noun.verbs().size() == 1) continue;  // its help is that of its verb, with every option
      CAPTURE(noun.name);
      CHECK(std::ranges::count(help_of_noun(noun, language), '\n') <= 25);
    }
}
