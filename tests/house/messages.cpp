// Codes are literals in the code and rows of src/po/en.def, so that a new row compiles two files; this keeps both together.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "cli/globals.hpp"
#include "cli/help.hpp"
#include "mloc/base/message.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/cli/nouns.hpp"

namespace fs = std::filesystem;

namespace {

/// path → text of every file of the program; message.hpp has an example.
std::map<std::string, std::string> sources() {
  std::map<std::string, std::string> found;
  for (const char* folder : {"/src", "/include"})
    for (const auto& entry : fs::recursive_directory_iterator(std::string(MLOC_SOURCE) + folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      if (entry.path().filename() == "message.hpp") continue;
      std::ifstream file(entry.path());
      found[entry.path().string()] = std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    }
  return found;
}

/// code → a file that uses it
std::map<std::string, std::string> used_codes() {
  const std::string_view mark = "\"_m";
  std::map<std::string, std::string> used;
  for (const auto& [path, text] : sources())
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1))
      if (at > 4 && text[at - 5] == '"') used.emplace(text.substr(at - 4, 4), path);
  return used;
}

/// `{}` counts as the next number, so that `{1} of {0}` holds what `{} of {}` does.
std::multiset<std::string> holes(std::string_view words) {
  std::multiset<std::string> found;
  int next = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] != '{') continue;
    if (words.substr(at, 2) == "{{") {
      ++at;
      continue;
    }
    const auto end = words.find('}', at);
    std::string hole(words.substr(at + 1, end - at - 1));
    const std::string format = hole.find(':') == hole.npos ? "" : hole.substr(hole.find(':'));
    hole = hole.substr(0, hole.find(':'));
    found.insert((hole.empty() ? std::to_string(next++) : hole) + format);
  }
  return found;
}

}  // namespace

TEST_CASE("every message has French words with the same holes, and a French explanation") {
  using mloc::Language;
  for (const mloc::Message message : mloc::all_messages()) {
    INFO(mloc::code_of(message) << " in fr.def");
    const auto english = mloc::words(message, Language::english), french = mloc::words(message, Language::french);
    CHECK(holes(english) == holes(french));
    CHECK((english != french || english == "{}" || english == "{}: {}"));
    CHECK(mloc::explanation(message, Language::english) != mloc::explanation(message, Language::french));
  }
}

TEST_CASE("no English article stands before a word that is put in") {
  // `a {}` is wrong as soon as the word begins with a vowel: a application.
  const auto has_article = [](std::string_view words) {
    return (" " + std::string(words)).find(" a {") != std::string::npos || (" " + std::string(words)).find(" an {") != std::string::npos;
  };
  CHECK(has_article("no mapping makes a {} here"));
  for (const mloc::Message message : mloc::all_messages()) {
    INFO(mloc::code_of(message) << " in en.def");
    CHECK(!has_article(mloc::words(message, mloc::Language::english)));
  }
  for (const auto& [path, text] : sources())
    for (auto at = text.find("phrase(\""); at != text.npos; at = text.find("phrase(\"", at + 1)) {
      const std::string words = text.substr(at + 8, text.find('"', at + 8) - at - 8);
      INFO(words << " of " << path);
      CHECK(!has_article(words));
    }
}

TEST_CASE("every line that a command says is there in French, with the same holes") {
  const std::string mark = "phrase(\"";
  std::size_t said = 0;
  for (const auto& [path, text] : sources()) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const auto begin = at + mark.size();
      std::string english = text.substr(begin, text.find('"', begin) - begin);
      if (const auto line = english.find("\\n"); line != english.npos) english.replace(line, 2, "\n");
      const auto french = mloc::in_french(english);
      INFO(english << " of " << path << ", in phrases.def");
      CHECK(holes(english) == holes(french));
      // What is holes and marks only, names a file or is a command is the same in both.
      const bool has_words = std::ranges::any_of(english, [](unsigned char c) { return std::isalpha(c) != 0; }) &&
                             english.find(".tsv") == english.npos && !english.starts_with("mloc ");
      CHECK((!has_words || french != english));
      ++said;
    }
  }
  CHECK(said > 100);
}

TEST_CASE("what a command says or puts into a message is no English alone") {
  // The beginnings of a call whose words nobody could translate.
  const std::vector<std::string> bare = {"say(workspace, \"", "say(workspace, fmt::format(", "remark(world, \"", "remark(world, fmt::format(",
                                         "remark(workspace.world(), \"", "remark(workspace.world(), fmt::format(", "\"C102\"_m, \""};
  for (const auto& [path, text] : sources())
    for (const std::string& beginning : bare) {
      INFO(path << ": " << beginning << " wants a phrase()");
      CHECK(text.find(beginning) == text.npos);
    }
}

TEST_CASE("every text of --help is there in French") {
  using namespace mloc::cli;
  std::set<std::string, std::less<>> texts;
  for (const Word& word : global_words()) texts.insert(word.help);
  for (const Noun& noun : nouns()) {
    if (!noun.help.empty()) texts.insert(std::string(noun.help));
    for (const Verb& verb : noun.verbs()) {
      texts.insert(verb.help);
      for (const Word& word : verb.words) texts.insert(word.help);
    }
  }
  CHECK(texts.size() > 500);
  for (const std::string& text : texts) {
    INFO(text << " is not in help.def");
    CHECK(mloc::has_french(text));
  }
}

TEST_CASE("every code that the program uses has words, once, and every message has a use") {
  std::set<std::string> known;
  for (const mloc::Message message : mloc::all_messages()) {
    const std::string code(mloc::code_of(message));
    INFO(code << " stands twice in en.def");
    CHECK(known.insert(code).second);
  }
  const auto used = used_codes();
  CHECK(used.size() > 100);
  for (const auto& [code, file] : used) {
    INFO(code << ", used in " << file << ", is not in en.def");
    CHECK(known.contains(code));
  }
  for (const std::string& code : known) {
    INFO(code << " is in en.def and nothing says it");
    CHECK(used.contains(code));
  }
}
