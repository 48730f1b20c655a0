#include "mloc/base/message.hpp"

#include <algorithm>
#include <array>

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
constexpr auto messages = [] {
  std::array<Message, std::size(entries)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Message>(i);
  return all;
}();

const Entry& entry(Message message) { return entries[static_cast<std::size_t>(message)]; }

}  // namespace

std::string_view code_of(Message message) { return entry(message).code; }
std::string_view words(Message message) { return entry(message).text; }
std::string_view explanation(Message message) { return entry(message).explanation; }
std::span<const Message> all_messages() { return messages; }

std::optional<Message> find_message(std::string_view code) {
  const auto found = std::ranges::find(messages, code, code_of);
  return found == messages.end() ? std::nullopt : std::optional(*found);
}

}  // namespace mloc
