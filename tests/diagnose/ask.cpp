#include <deque>

#include "catch.hpp"
#include "diagnose/filled.hpp"
#include "faults/memory_disk.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

using namespace mloc::diagnose;

namespace {

class Kept final : public Output {
 public:
  std::string text;
  Result<> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
};

class NoRandom final : public Random {
 public:
  std::uint32_t below(std::uint32_t) override { return 0; }
};

Instrument questions(bool survey) {
  Instrument made;
  made.name = "test";
  made.is_survey = survey;
  made.items.push_back({.code = "a", .french = "A ?", .english = "A?", .type = Item::Type::code,
                        .choices = {{"oui", "Oui", "Yes"}, {"non", "Non", "No"}}, .alone = {}, .conditions = {}});
  made.items.push_back({.code = "b", .french = "B ?", .english = "B?", .type = Item::Type::integer, .minimum = 1, .maximum = 3,
                        .choices = {}, .alone = {}, .conditions = {{"a", {"oui"}, {}, {}, {}}}});
  made.items.push_back({.code = "c", .french = "C ?", .english = "C?", .type = Item::Type::codes,
                        .choices = {{"x", "X", "X"}, {"y", "Y", "Y"}}, .alone = {}, .conditions = {}});
  return made;
}

struct Conversation {
  std::string said, answers;
};

/// What is asked of a person who types these lines and then hangs up.
Conversation ask(const Instrument& instrument, std::deque<std::string> lines) {
  MemoryDisk disk;
  Kept out, err;
  NoRandom random;
  World world{disk, {}, {}, {}, out, err, [] { return *Date::of(2010, 5, 11); }, random, {}};
  world.read_line = [&]() -> Result<std::optional<std::string>> {
    if (lines.empty()) return std::nullopt;
    std::string line = lines.front();
    lines.pop_front();
    return std::optional(line);
  };
  const auto answers = ask_answers(world, instrument, Language::english);
  std::string text;
  if (!answers) text = code_of(answers.error().problems.front().code);
  else
    for (const auto& [code, value] : *answers) text += code + "=" + value + " ";
  return {err.text, text};
}

}  // namespace

TEST_CASE("questions are answered by number or code, again until they fit, and only those that are asked") {
  const Conversation whole = ask(questions(false), {"1", "", "4", "2", "2,1"});
  CHECK(whole.answers == "a=oui b=2 c=x+y ");
  CHECK(whole.said == "\nA?\n  1 Yes (oui)\n  2 No (non)\n> \nB?\n  1..3\n> b has no answer\n> b: '4' is not a whole number from 1 to 3\n> "
                      "\nC?\n  several, joined by +\n  1 X (x)\n  2 Y (y)\n> ");
  CHECK(ask(questions(false), {"non", "y"}).answers == "a=non c=y ");
  CHECK(ask(questions(false), {"3", "non", "x+z", "x"}).answers == "a=non c=x ");
}

TEST_CASE("who hangs up has answered nothing; a survey takes empty lines") {
  CHECK(ask(questions(false), {"oui", "1"}).answers == "G118");
  CHECK(ask(questions(true), {"", "x"}).answers == "c=x ");
  CHECK(ask(questions(true), {"", ""}).answers == "G114");
}

TEST_CASE("a filled template is read with its empty keys, its lists and its places") {
  const auto filled = read_filled("instrument: mobility\nday:\nanswers:\n  a:   # one of\n  b: 2\n  c:\n    - x\n    - y\n  d: [x, y]\n  e: ~\n", "f.yaml");
  REQUIRE(filled);
  CHECK(filled->answers == std::map<std::string, std::string>{{"b", "2"}, {"c", "x+y"}, {"d", "x+y"}});
  CHECK(filled->places.at("b") == Place{"f.yaml", 5, 6, {}});
  CHECK_FALSE(filled->day);
  CHECK(read_filled("answers:\r\n  a: 1\r\n", "f")->answers.at("a") == "1");
  CHECK(read_filled("{\"answers\": {\"a\": true, \"b\": null, \"c\": [\"x\"]}}", "f")->answers ==
        std::map<std::string, std::string>{{"a", "true"}, {"c", "x"}});
  CHECK_FALSE(read_filled("answers:\n  a: 1\n  a: 2\n", "f"));
  CHECK(read_filled("instrument: mobility\nanswers:\n  a:\n", "f")->answers.empty());
}

TEST_CASE("the template of every instrument is read back as one without answers") {
  MemoryDisk disk;
  disk.put("mloc.toml", "version = 1\n[organisation]\nname = \"T\"\n");
  const auto store = Store::open(disk, Store::Reading::one, {});
  REQUIRE(store);
  const auto instruments = Instruments::of(*store);
  REQUIRE(instruments);
  for (const Instrument* one : instruments->all())
    for (const Language language : {Language::english, Language::french}) {
      INFO(one->text());
      const auto filled = read_filled(template_text(*one, *Date::of(2010, 5, 11), language), "t");
      REQUIRE(filled);
      CHECK(filled->answers.empty());
      CHECK(*filled->instrument == one->name);
      CHECK(*filled->day == "2010-05-11");
    }
}
