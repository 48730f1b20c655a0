#include "mloc/base/message.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace mloc {
namespace {

struct Entry {
  std::string_view code, text, explanation;
};
constexpr Entry entries[] = {
#define MESSAGE(code, text, explanation) {#code, text, explanation},
#include "po/en.def"
#undef MESSAGE
};
constexpr Message messages[] = {
#define MESSAGE(code, text, explanation) #code ""_m,
#include "po/en.def"
#undef MESSAGE
};

const Entry& entry(Message message) {
  const auto found = std::ranges::find(messages, message);
  if (found == std::end(messages)) std::abort();  // a test of the house goes over every code that is used
  return entries[found - messages];
}

}  // namespace

std::string_view code_of(Message message) { return entry(message).code; }
std::string_view words(Message message) { return entry(message).text; }
std::string_view explanation(Message message) { return entry(message).explanation; }
std::span<const Message> all_messages() { return messages; }

std::optional<Message> find_message(std::string_view code) {
  const auto found = std::ranges::find(messages, code, code_of);
  return found == std::end(messages) ? std::nullopt : std::optional(*found);
}

}  // namespace mloc
