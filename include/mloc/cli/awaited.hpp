#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "mloc/cli/verb.hpp"

namespace mloc::cli {

/// A word that may come next, and what it means.
struct Offer {
  std::string word, help = {};
};

/// What may stand where a line breaks off.
struct Awaited {
  std::vector<Offer> offers = {};             ///< what the list of commands says by itself
  std::vector<std::string> lists = {};        ///< code lists whose codes may come, each with `ending` behind it
  std::string ending = {};
  Source source = Source::none;               ///< where more are found
  std::string before = {}, begun = {};        ///< of `--site=or`: `--site=` and `or`; an offer has `before` in front
  std::string noun = {}, verb = {}, word = {};  ///< `contract`, `call add` and `--reason` or `RECORD`: what is asked for
  std::vector<std::string> arguments = {};    ///< of the verb, which stand before
  std::map<std::string, std::string> options = {};  ///< the values given so far: `--as`, `-C`
};
/// The last of `words` is the one that is being written; it may be empty. Each offer begins as it does.
Awaited awaited(std::span<const Noun> nouns, const std::vector<std::string>& words, Language language);

/// Where the values of a word are found, by its name or its placeholder.
Source source_of(const Word& word);

}  // namespace mloc::cli
