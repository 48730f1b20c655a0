// Every code point of Unicode: admitted ones are written and read back alike, the others are refused.
// With MLOC_CHARACTERS=FOLDER the file and what it says (characters.yaml, characters.json) are left there for the
// readers of other languages: tests/outside/characters.py and .mjs.
#include <cstdlib>
#include <fstream>

#include <yaml-cpp/yaml.h>

#include "catch.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

namespace {

/// As UTF-8, surrogates too.
std::string encoded(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) return {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
}

/// All admitted characters, some hundred in a text; a mark before each keeps it from joining the one before.
std::vector<std::string> admitted_texts() {
  std::vector<std::string> texts(1);
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!is_admitted(c)) continue;
    if (texts.back().size() > 3900) texts.emplace_back();
    texts.back() += "|" + encoded(c);
  }
  return texts;
}

/// A partner whose name is the text: the writer asks the schema for the form only.
std::string written(const std::vector<std::string>& texts) {
  Arena arena;
  std::vector<const Node*> records;
  for (const std::string& text : texts) {
    Node* record = arena.map();
    arena.set(*record, "record", arena.text("partner/1"));
    arena.set(*record, "name", arena.text(text));
    records.push_back(record);
  }
  return write_dossier(records);
}

std::string as_json(const std::string& text) {
  std::string made = "\"";
  for (const char c : text) made += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return made + "\"";
}

}  // namespace

TEST_CASE("every admitted character is written and read back alike by our reader and by yaml-cpp") {
  const auto texts = admitted_texts();
  CHECK(texts.size() > 1000);
  const std::string bytes = written(texts);
  Arena arena;
  const auto ours = read_yaml(bytes, "characters.yaml", arena);
  REQUIRE(ours);
  const auto theirs = YAML::LoadAll(bytes);
  REQUIRE(ours->size() == texts.size());
  REQUIRE(theirs.size() == texts.size());
  std::string json = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string wanted = to_nfc(texts[i]);
    if ((*ours)[i].root->get("name") != wanted) FAIL_CHECK("our reader, from " << texts[i].substr(0, 5));
    if (theirs[i]["name"].as<std::string>() != wanted) FAIL_CHECK("yaml-cpp, from " << texts[i].substr(0, 5));
    json += (i ? ",\n" : "\n") + as_json(wanted);
  }
  if (const char* folder = std::getenv("MLOC_CHARACTERS")) {
    std::ofstream(std::string(folder) + "/characters.yaml", std::ios::binary) << bytes;
    std::ofstream(std::string(folder) + "/characters.json", std::ios::binary) << json << "\n]\n";
  }
}

TEST_CASE("a character that is not admitted is refused wherever it stands") {
  std::size_t refused = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (is_admitted(c)) continue;
    // A line feed ends the line; between the quotes it is folded to a blank and never comes to be part of a value.
    if (c == '\n') continue;
    ++refused;
    Arena arena;
    for (const std::string& bytes : {"---\nname: \"A" + encoded(c) + "\"\n...\n", "---\n# " + encoded(c) + "\nname: A\n...\n"})
      if (read_yaml(bytes, "a.yaml", arena)) FAIL_CHECK("read: " << static_cast<unsigned long>(c));
  }
  CHECK(refused > 2048 + 66 + 64);
}
