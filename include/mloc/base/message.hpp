#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mloc {

/// Every message of the program; the words stand in src/po/en.def. The first letter of a code is its family:
/// C command line, D disk, E rule of a programme, I import, K codes and ids, R record, S settings, W draw, Y YAML.
enum class Message : std::uint16_t {
#define MESSAGE(code, text, explanation) code,
#include "po/en.def"
#undef MESSAGE
};

std::string_view code_of(Message message);       ///< "R203"
std::string_view words(Message message);         ///< a format string of fmt
std::string_view explanation(Message message);   ///< what `mloc explain CODE` says
std::optional<Message> find_message(std::string_view code);
std::span<const Message> all_messages();

}  // namespace mloc
