#include "mloc/base/utf8.hpp"

#include <algorithm>

namespace mloc {
namespace {

bool begins_none(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::size_t length_of_character(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0xC0)
    while (at + length < text.size() && length < 4 && begins_none(text[at + length])) ++length;
  return length;
}

std::size_t count_of_characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, begins_none));
}

}  // namespace mloc
