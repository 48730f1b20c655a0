#include "mloc/base/message.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

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

const Entry& entry(Message message, Language language) {
  const auto found = std::ranges::find(messages, message);
  if (found == std::end(messages)) std::abort();  // a test of the house goes over every code that is used
  if (language == Language::english) return english[found - messages];
  const auto translated = std::ranges::find(french, english[found - messages].code, &Entry::code);
  return translated == std::end(french) ? english[found - messages] : *translated;
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
