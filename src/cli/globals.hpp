#pragma once
#include <span>
#include <string>
#include <vector>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

/// The options that may stand anywhere on the line; those of listings among them.
const std::vector<Word>& global_words();
/// How to speak to who wrote a line, even one that is wrong: --lang, else the locale, English when neither says; --explain.
struct Manner {
  Language language;
  bool explain;
};
Manner manner_of(const World& world, const std::vector<std::string>& texts);
/// Values for global_words() on top of the environment's MLOC_TODAY, MLOC_BY; checks them against `verb`.
Result<Globals> read_globals(const World& world, const Verb& verb, const std::vector<std::vector<std::string>>& values);
/// -h or --help was among the values.
bool asks_for_help(const std::vector<std::vector<std::string>>& values);
/// This one of global_words() shapes a listing: it is refused by verbs that make none.
bool shapes_listing(const Word& word);

/// C103, with the nearest, unless every value is one of the word's choices (a word without choices takes any).
Result<> check_choices(const Word& word, const std::vector<std::string>& values);
/// Where the workspace is whose own codes a message may name.
struct OfficeFolder {
  const World& world;
  const std::string& directory;
};
/// R206, with the nearest and where the others stand, unless every value is a code of the word's lists, or may be the office's.
Result<> check_codes(const OfficeFolder& office, const Word& word, const std::vector<std::string>& values);
/// The codes that may stand for the word, before any `=`.
std::vector<std::string> codes_of(const Word& word);
/// C114 when a word that may stand once stood more often.
Result<> check_count(const Word& word, std::size_t count);

}  // namespace mloc::cli
