#include "mloc/base/phrase.hpp"

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc {

Phrase& Phrase::operator+=(const Phrase& more) {
  english += more.english;
  french += more.french;
  return *this;
}

Phrase prefixed(const std::string& place, Phrase words) {
  words.english.insert(0, place + ": ");
  words.french.insert(0, place + ": ");
  return words;
}

Phrase did_you_mean(std::string_view name) {
  return {fmt::format("did you mean '{}'?", name), fmt::format("vouliez-vous dire «\u00a0{}\u00a0»\u00a0?", name)};
}

Phrase one_of_these(const std::vector<std::string>& names) {
  const std::string list = joined(names, ", ");
  return {"one of " + list, "au choix\u00a0: " + list};
}

}  // namespace mloc
