#pragma once
#include <cstddef>
#include <string_view>

namespace mloc {

/// Bytes of the UTF-8 character that begins at `at`, at least one; what is not UTF-8 goes byte by byte.
std::size_t length_of_character(std::string_view text, std::size_t at);
/// How many characters a UTF-8 text has.
std::size_t count_of_characters(std::string_view text);

}  // namespace mloc
