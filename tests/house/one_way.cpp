// One way of each thing: what may be done in one file only, seen by a word that gives it away.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catch.hpp"

namespace {

struct Way {
  std::string thing;               ///< what is done
  std::string home;                ///< the one file that does it
  std::vector<std::string> words;  ///< what gives it away
};

const std::vector<Way> ways = {
    {"text becomes a number", "src/base/number.cpp", {"from_chars", "std::sto", "strto", "atoi(", "sscanf"}},
    {"the bytes of a character are counted", "src/base/utf8.cpp", {"0xC0", "0xc0"}},
    {"a text becomes JSON", "src/render/json_text.cpp", {R"(\\u{:04x})", R"(\\ufffd)"}},
    {"a text becomes a cell of CSV", "src/base/csv_text.cpp", {R"("\"\"")", R"(if (c == '"') made += '"')"}},
    {"a text becomes TOML", "src/records/toml.cpp", {R"(c == '"' || c == '\\') made)", R"(c == '"' || c == '\\' ?)"}},
    {"a library is opened late", "src/base/library.cpp", {"dlopen", "dlsym"}},
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The words that give `way` away in a text that is not its home.
std::vector<std::string> given_away(const Way& way, const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& word : way.words)
    if (path != way.home && text.find(word) != std::string::npos) found.push_back(path + ": " + word + "; " + way.thing + " in " + way.home);
  return found;
}

}  // namespace

TEST_CASE("Each thing is done in one way, in one place") {
  const std::filesystem::path top = MLOC_SOURCE;
  for (const Way& way : ways) {
    const std::string home = text_of(top / way.home);
    CHECK(std::ranges::any_of(way.words, [&](const std::string& word) { return home.find(word) != std::string::npos; }));
  }
  for (const char* folder : {"src", "include"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder)) {
      const std::string extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      const std::string text = text_of(entry.path());
      for (const Way& way : ways)
        for (const std::string& why : given_away(way, std::filesystem::relative(entry.path(), top), text)) FAIL_CHECK(why);
    }
}

TEST_CASE("A second way is seen") {
  const Way& numbers = ways.front();
  CHECK(given_away(numbers, "src/domain/x.cpp", "std::from_chars(a, b, c);").size() == 1);
  CHECK(given_away(numbers, "src/domain/x.cpp", "return std::stoi(text);").size() == 1);
  CHECK(given_away(numbers, "src/domain/x.cpp", "return whole_number(text);").empty());
  CHECK(given_away(numbers, numbers.home, "std::from_chars(a, b, c);").empty());
}
