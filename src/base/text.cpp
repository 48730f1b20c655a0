#include "mloc/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

#include <utf8proc.h>

namespace mloc {
namespace {

const auto* utf8proc_bytes(std::string_view text) { return reinterpret_cast<const utf8proc_uint8_t*>(text.data()); }

/// Calls `use(character, offset, length)` until it says false; gives the offset where it stopped or where UTF-8 broke.
template <class Use>
std::size_t walk(std::string_view text, Use use) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      if (!use(static_cast<char32_t>(text[at]), at, std::size_t{1})) return at;
      ++at;
      continue;
    }
    utf8proc_int32_t character = 0;
    const auto length =
        utf8proc_iterate(utf8proc_bytes(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &character);
    if (length <= 0) return at;
    if (!use(static_cast<char32_t>(character), at, static_cast<std::size_t>(length))) return at;
    at += static_cast<std::size_t>(length);
  }
  return std::string_view::npos;
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  const auto length = utf8proc_map(utf8proc_bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &made,
                                   static_cast<utf8proc_option_t>(options));
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<char*>(made), static_cast<std::size_t>(length));
  std::free(made);
  return result;
}

void append(std::string& text, char32_t character) {
  utf8proc_uint8_t buffer[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), buffer);
  text.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(length));
}

// Windows-1252, 0x80 to 0x9F; 0 where the code page has no character.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Ligatures and barred letters, which no normal form takes apart, as people type them without; all are small letters here.
std::string_view plain_letters(char32_t c) {
  switch (c) {
    case 0x0153: return "oe";
    case 0x00E6: return "ae";
    case 0x00F8: return "o";
    case 0x0142: return "l";
    case 0x0111: case 0x00F0: return "d";
    case 0x0127: return "h";
    case 0x0167: return "t";
    case 0x0131: return "i";
    case 0x00FE: return "th";
    default: return {};
  }
}

/// Blanks, hyphens and apostrophes of every kind.
bool is_between_words(char32_t c) {
  constexpr std::u32string_view kinds = U" \t\n\r\u00A0\u202F\u2009-\u2010\u2011\u2012\u2013'\u2018\u2019\u02BC\u00B4`";
  return kinds.find(c) != kinds.npos;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::size_t find_bad_utf8(std::string_view bytes) {
  return walk(bytes, [](char32_t, std::size_t, std::size_t) { return true; });
}
bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

std::string ascii_lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool is_utf8(std::string_view bytes) { return find_bad_utf8(bytes) == std::string_view::npos; }

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string folded(std::string_view text) {
  const std::string bare =
      mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_COMPAT);
  std::string result;
  walk(bare, [&](char32_t c, std::size_t, std::size_t) {
    const std::string_view plain = plain_letters(c);
    if (!plain.empty()) result += plain;
    else if (!is_between_words(c)) append(result, c);
    else if (!result.empty() && result.back() != ' ') result += ' ';
    return true;
  });
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string letters_of(std::string_view text) {
  std::string letters = folded(text);
  std::erase(letters, ' ');
  return letters;
}

std::string name_key(std::string_view text) {
  const std::string lower = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  std::string key;
  for (const std::string_view part : split(lower, ' ')) {
    const std::string_view word = trimmed(part);
    if (word.empty()) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

std::optional<std::string> from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80) text += byte;
    else if (value >= 0xA0) append(text, value);
    else if (windows_1252[value - 0x80u]) append(text, windows_1252[value - 0x80u]);
    else return std::nullopt;
  }
  return text;
}

std::optional<std::string> to_windows_1252(std::string_view text) {
  std::string bytes;
  const auto stopped = walk(text, [&](char32_t c, std::size_t, std::size_t) {
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
      bytes += static_cast<char>(static_cast<unsigned char>(c));
      return true;
    }
    const auto found = std::ranges::find(windows_1252, static_cast<char16_t>(c));
    if (c > 0xFFFF || found == windows_1252.end()) return false;
    bytes += static_cast<char>(0x80 + (found - windows_1252.begin()));
    return true;
  });
  if (stopped != std::string_view::npos) return std::nullopt;
  return bytes;
}

bool is_admitted(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return false;
  if (c < 0x200B) return c != 0x061C && c != 0x00AD && c != 0x180E;
  if (c >= 0x200B && c <= 0x200F) return false;
  if (c >= 0x2028 && c <= 0x202E) return false;
  if (c >= 0x2060 && c <= 0x206F) return false;
  if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)) return false;
  if (c >= 0xD800 && c <= 0xDFFF) return false;
  if (c >= 0xFDD0 && c <= 0xFDEF) return false;
  if (c >= 0xE0000 && c <= 0xE0FFF) return false;
  return (c & 0xFFFE) != 0xFFFE && c <= 0x10FFFF;
}

std::size_t find_not_admitted(std::string_view text) {
  return walk(text, [](char32_t c, std::size_t, std::size_t) { return is_admitted(c); });
}

std::string printable(std::string_view text) {
  if (find_not_admitted(text) == std::string_view::npos) return std::string(text);
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::size_t stopped = find_not_admitted(rest);
    result += rest.substr(0, stopped);
    if (stopped == std::string_view::npos) break;
    result += "\uFFFD";
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(utf8proc_bytes(rest) + stopped, static_cast<utf8proc_ssize_t>(rest.size() - stopped), &character);
    at += stopped + (length > 0 ? static_cast<std::size_t>(length) : 1);
  }
  return result;
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  walk(text, [&](char32_t c, std::size_t, std::size_t) {
    columns += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c))));
    return true;
  });
  return columns;
}

std::string_view trimmed(std::string_view text) {
  const auto cut = [&](std::string_view blank) {
    if (text.starts_with(blank)) return text.remove_prefix(blank.size()), true;
    if (text.ends_with(blank)) return text.remove_suffix(blank.size()), true;
    return false;
  };
  while (cut(" ") || cut("\t") || cut("\u00a0") || cut("\u202f")) {
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string joined(std::span<const std::string> parts, std::string_view between) {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) all += between;
    all += parts[i];
  }
  return all;
}

namespace {

/// How many letters of the one are to be changed, left out or put in for the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row.back();
}

constexpr std::size_t longest_word = 64;

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
  if (word.size() > longest_word) return std::nullopt;
  std::optional<std::string> best;
  std::size_t limit = (word.size() <= 3 ? 1 : std::max<std::size_t>(2, word.size() / 3)) + 1;
  for (const std::string& candidate : known) {
    const std::size_t found = distance(folded(word), folded(candidate));
    if (found < limit) limit = found, best = candidate;
  }
  return best;
}

std::vector<std::string> nearest_first(std::string_view word, std::vector<std::string> known) {
  const std::string wanted = folded(word.substr(0, longest_word));
  std::ranges::stable_sort(known, {}, [&](const std::string& candidate) { return distance(wanted, folded(candidate)); });
  return known;
}

}  // namespace mloc
