#include "encoding.hpp"

#include <algorithm>
#include <vector>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"

namespace mloc {
namespace {

constexpr std::size_t shown = 5;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Characters of several bytes that French texts hold; in Windows-1252 their bytes would be Ã, Â, Å or â before a sign.
bool is_of_utf8(std::string_view character) {
  return character.size() > 1 && std::string_view("\xC2\xC3\xC4\xC5\xE2").find(character[0]) != std::string_view::npos;
}

struct Census {
  std::size_t several = 0;        ///< characters of several bytes
  std::vector<std::size_t> bad;   ///< offsets of bytes that are no UTF-8
};
Census census_of(std::string_view bytes) {
  Census census;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) { ++at; continue; }
    const std::string_view character = bytes.substr(at, length_of_character(bytes, at));
    if (is_utf8(character)) {
      if (is_of_utf8(character)) ++census.several;
      at += character.size();
    } else {
      census.bad.push_back(at++);
    }
  }
  return census;
}

/// Bytes that stand between two letters in code page 850 or on an old Macintosh, and never in Windows-1252.
std::size_t find_strange(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D) return at;
    const bool sign = byte == 0x82 || byte == 0x84 || (byte >= 0x86 && byte <= 0x89) || byte == 0x8B;
    if (sign && at > 0 && is_ascii_letter(bytes[at - 1]) && at + 1 < bytes.size() && is_ascii_letter(bytes[at + 1])) return at;
  }
  return bytes.npos;
}

std::uint32_t line_of(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(std::ranges::count(bytes.substr(0, at), '\n') + 1);
}

Phrase place_of(std::string_view bytes, std::size_t at) {
  const auto begin = at == 0 ? bytes.npos : bytes.rfind('\n', at - 1);
  return phrase("line {} byte {}", line_of(bytes, at), begin == bytes.npos ? at + 1 : at - begin);
}

Phrase places_of(std::string_view bytes, const std::vector<std::size_t>& offsets) {
  Phrase places = place_of(bytes, offsets.front());
  for (std::size_t i = 1; i < std::min(offsets.size(), shown); ++i) places = phrase("{}, {}", places, place_of(bytes, offsets[i]));
  return places;
}

}  // namespace

Result<Encoding> proved_encoding(std::string_view bytes, const std::string& file) {
  const Census census = census_of(bytes);
  if (census.bad.empty()) return Encoding::utf8;
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked || census.several > 0)
    return fail(Exit::no, at({file, line_of(bytes, census.bad.front()), 0, {}}, problem("I169"_m, census.bad.size(), places_of(bytes, census.bad))));
  if (const auto strange = find_strange(bytes); strange != bytes.npos)
    return fail(Exit::no, at({file, line_of(bytes, strange), 0, {}}, problem("I170"_m, place_of(bytes, strange))));
  return Encoding::windows_1252;
}

}  // namespace mloc
