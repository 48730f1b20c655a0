#include "commit_words.hpp"

#include <algorithm>
#include <cctype>

#include "mloc/base/ids.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/records/schema.hpp"

namespace mloc::check {
namespace {

std::string small(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Nouns, verbs, kinds: `enrol contact add`.
const std::set<std::string>& words_of_mloc() {
  static const std::set<std::string> words = [] {
    std::set<std::string> all;
    const auto take = [&](std::string_view text) {
      for (const std::string_view word : split(text, ' ')) all.emplace(word);
    };
    for (const cli::Noun& noun : cli::nouns()) {
      take(noun.name);
      for (const cli::Verb& verb : noun.verbs()) take(verb.name);
    }
    for (const std::string& kind : kind_names()) take(kind);
    return all;
  }();
  return words;
}

bool is_number(std::string_view word) { return !word.empty() && word.find_first_not_of("0123456789.,:/%+-") == word.npos; }

/// Of a commit: hexadecimal, with a digit in it, or all forty.
bool is_commit(std::string_view word) {
  const bool hexadecimal = word.size() >= 7 && word.size() <= 40 && word.find_first_not_of("0123456789abcdef") == word.npos;
  return hexadecimal && (word.size() == 40 || word.find_first_of("0123456789") != word.npos);
}

/// `2010-05-11-k7qm`
bool is_record_id(std::string_view word) { return word.size() == 15 && is_number(word.substr(0, 10)) && word[10] == '-'; }

std::string_view bare(std::string_view word) {
  constexpr std::string_view marks = "\"'`()[]{},.:;!?*-";
  const auto begin = word.find_first_not_of(marks);
  if (begin == word.npos) return {};
  return word.substr(begin, word.find_last_not_of(marks) - begin + 1);
}

bool names_path(const std::set<std::string>& paths, std::string_view word) {
  return std::ranges::any_of(paths, [&](const std::string& path) { return path == word || path.ends_with("/" + std::string(word)); });
}

/// Without the `.git` at its end, which git leaves out of a message.
std::string_view named(std::string_view path) {
  if (path.ends_with(".git")) path.remove_suffix(4);
  return path;
}

/// `ssh://server/office.git`, `git@server:office`, a path: as `git pull` calls in a merge what it took.
bool is_server(std::string_view address, const std::string& repository) {
  std::string_view path = address;
  if (const auto scheme = path.find("://"); scheme != path.npos) {
    path.remove_prefix(scheme + 3);
    path.remove_prefix(std::min(path.find('/'), path.size()));
  } else if (const auto colon = path.find(':'); colon != path.npos) {
    path.remove_prefix(colon + 1);
  }
  path = named(path);
  const std::string tail = path.starts_with('/') ? std::string(path) : "/" + std::string(path);
  return tail.size() > 1 && named(repository).ends_with(tail);
}

}  // namespace

std::string foreign_word(const std::string& message, const Rights& rights, const std::set<std::string>& names, const std::set<std::string>& paths,
                         const std::string& repository) {
  std::string blanks = message;
  std::ranges::replace_if(blanks, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  std::string_view before;
  for (const std::string_view given : split(blanks, ' ')) {
    const std::string word(bare(given));
    const bool known = word.empty() || is_number(word) || is_commit(word) || is_record_id(word) || CaseId::parse(word) || names.contains(word) ||
                       names_path(paths, given) || names_path(paths, word) || rights.is_plain_word(small(word)) || words_of_mloc().contains(small(word));
    if (!known && !(before == "of" && is_server(given, repository))) return std::string(given);
    if (!given.empty()) before = given;
  }
  return {};
}

}  // namespace mloc::check
