#include "mloc/base/message.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>

namespace mloc {
namespace {

struct Entry {
  std::string_view code, text, explanation;
};
constexpr Entry english[] = {
#define MESSAGE(code, text, explanation) {#code, text, explanation},
#include "../po/en.def"
};
constexpr Entry french[] = {
#include "../po/fr.def"
#undef MESSAGE
};
constexpr Message messages[] = {
#define MESSAGE(code, text, explanation) #code ""_m,
#include "../po/en.def"
#undef MESSAGE
};

using Entries = std::unordered_map<Message, const Entry*>;  // a rejected row asks twice: an import says thousands

Entries entries_of(Language language) {
  std::unordered_map<std::string_view, const Entry*> translated;
  if (language == Language::french)
    for (const Entry& one : french) translated.emplace(one.code, &one);
  Entries entries;
  for (std::size_t i = 0; i < std::size(messages); ++i) {
    const auto found = translated.find(english[i].code);
    entries.emplace(messages[i], found == translated.end() ? &english[i] : found->second);
  }
  return entries;
}

const Entry& entry(Message message, Language language) {
  const auto once = [&]() -> const Entries& {
    if (language == Language::english) {
      static const Entries made = entries_of(Language::english);
      return made;
    }
    static const Entries made = entries_of(Language::french);
    return made;
  };
  const Entries& entries = once();
  const auto found = entries.find(message);
  if (found == entries.end()) std::abort();  // a test of the house goes over every code that is used
  return *found->second;
}

}  // namespace

std::string_view code_of(Message message) { return entry(message, Language::english).code; }
std::string_view words(Message message, Language language) { return entry(message, language).text; }
std::string_view explanation(Message message, Language language) { return entry(message, language).explanation; }
std::span<const Message> all_messages() { return messages; }

std::optional<Message> find_message(std::string_view code) {
  const auto found = std::ranges::find(messages, code, code_of);
  return found == std::end(messages) ? std::nullopt : std::optional(*found);
}

}  // namespace mloc
