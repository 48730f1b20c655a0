#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mloc {

enum class Language : std::uint8_t { english, french };

/// The same words in both languages of the program; a name or a value alone is the same in both.
struct Phrase {
  std::string english, french;

  Phrase() = default;
  Phrase(const char* both) : Phrase(std::string(both)) {}
  Phrase(std::string both) : english(both), french(std::move(both)) {}
  Phrase(std::string in_english, std::string in_french) : english(std::move(in_english)), french(std::move(in_french)) {}

  const std::string& in(Language language) const { return language == Language::french ? french : english; }
  bool empty() const { return english.empty(); }
  Phrase& operator+=(const Phrase& more);
};

/// `2010-05-11-k7qm: the words`.
Phrase prefixed(const std::string& place, Phrase words);

Phrase did_you_mean(std::string_view name);
Phrase one_of_these(const std::vector<std::string>& names);

}  // namespace mloc
