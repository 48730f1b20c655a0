#pragma once
#include <cstddef>
#include <string_view>

namespace mloc {

/// Bytes of the UTF-8 character that begins at `at`, at least one; what is not UTF-8 goes byte by byte.
inline std::size_t length_of_character(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0xC0)
    while (at + length < text.size() && length < 4 && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
      ++length;
  return length;
}

}  // namespace mloc
