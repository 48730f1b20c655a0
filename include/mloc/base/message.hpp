#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "mloc/base/phrase.hpp"

namespace mloc {

/// The code of a message, as `"R203"_m`; the words stand in src/po/en.def and fr.def, which no header includes. Its first letter
/// is its family: C command line, D disk, E rule of a programme, I import, K codes and ids, R record, S settings,
/// W draw, Y YAML. That each code used has words, and each of them a use, is a test of the house.
enum class Message : std::uint32_t {};

consteval Message operator""_m(const char* code, std::size_t length) {
  if (length != 4 || code[0] < 'A' || code[0] > 'Z') throw "a code is a letter and three digits";
  std::uint32_t packed = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0 && (code[i] < '0' || code[i] > '9')) throw "a code is a letter and three digits";
    packed = packed << 8 | static_cast<unsigned char>(code[i]);
  }
  return Message{packed};
}

std::string_view code_of(Message message);       ///< "R203"
std::string_view words(Message message, Language language);        ///< a format string of fmt
std::string_view explanation(Message message, Language language);  ///< what `mloc explain CODE` says
std::optional<Message> find_message(std::string_view code);
std::span<const Message> all_messages();         ///< in the order of en.def

}  // namespace mloc
