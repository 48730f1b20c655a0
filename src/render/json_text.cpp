#include "mloc/render/json_text.hpp"

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"

namespace mloc {
namespace {

char32_t decoded(std::string_view character) {
  char32_t value = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return value;
  value &= 0x7Fu >> character.size();
  for (const char byte : character.substr(1)) value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
  return value;
}

std::string escape(char32_t c) {
  if (c < 0x10000) return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  const unsigned rest = static_cast<unsigned>(c) - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

/// An export has megabytes of plain letters: they are taken in runs.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_plain(text, at);
    result += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    const std::string_view character = text.substr(at, length_of_character(text, at));
    if (!is_utf8(character)) result += "\\ufffd";
    else if (character == "\"" || character == "\\") result.append("\\").append(character);
    else if (is_admitted(decoded(character))) result += character;
    else result += escape(decoded(character));
    at += character.size();
  }
  return result + "\"";
}

std::string json_object(const std::vector<std::pair<std::string_view, std::string>>& members) {
  std::string made;
  for (const auto& [key, value] : members)
    if (!value.empty()) made += (made.empty() ? "" : ", ") + json_text(key) + ": " + value;
  return "{" + made + "}";
}

std::string json_array(const std::vector<std::string>& items, std::string_view before, std::string_view after) {
  std::string made = "[";
  for (const std::string& item : items) {
    if (made.size() > 1) made += before.empty() ? ", " : ",";
    made.append(before).append(item);
  }
  if (!items.empty()) made += after;
  return made + "]";
}

}  // namespace mloc
