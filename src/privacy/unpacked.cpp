#include "unpacked.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "inflate.hpp"
#include "mloc/base/text.hpp"

namespace mloc::privacy {
namespace {

constexpr std::size_t most_of_all = 256u << 20;  ///< bytes unpacked from one place
constexpr int deepest = 4;                       ///< a zip file in Base64 in a zip file, and one more

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::size_t value = 0;
  for (std::size_t i = length; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// A character of the first plane as UTF-8.
void append(std::string& text, std::uint32_t c) {
  const auto further = [&](std::uint32_t bits) { text += static_cast<char>(128 | (bits & 63)); };
  if (c < 128) {
    text += static_cast<char>(c);
  } else if (c < 2048) {
    text += static_cast<char>(192 | c >> 6);
    further(c);
  } else {
    text += static_cast<char>(224 | c >> 12);
    further(c >> 6);
    further(c);
  }
}

std::uint32_t from_hex(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) value = value << 4 | static_cast<std::uint32_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  return value;
}

/// The text that every second byte of zero tells; `high` 0: big-endian, 1: little-endian.
std::string from_utf16(std::string_view bytes, std::size_t high) {
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    auto c = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i + high]) << 8 | static_cast<unsigned char>(bytes[i + 1 - high]));
    if (c >= 0xd800 && c < 0xe000) c = ' ';  // beyond the plane of names
    append(text, c);
  }
  return text;
}

/// Whether many bytes at odd (or even) places are zero, as in Latin letters of UTF-16.
bool looks_like_utf16(std::string_view bytes, std::size_t high) {
  std::size_t zeros = 0;
  for (std::size_t i = high; i < bytes.size(); i += 2) zeros += bytes[i] == 0;
  return bytes.size() >= 4 && zeros * 8 > bytes.size();
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

std::string from_base64(std::string_view run) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : run) {
    const int value = base64_value(c);
    if (value < 0) continue;
    held = held << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 255);
  }
  return bytes;
}

std::string without_tags(std::string_view xml) {
  std::string text;
  bool inside = false, blank = false;
  for (const char c : xml) {
    if (c == '<') inside = true;
    if (!inside) {
      if (blank && !text.empty() && text.back() != ' ') text += ' ';
      blank = false;
      text += c;
    }
    if (c == '>') inside = false, blank = true;
  }
  return text;
}

/// `Zo\u00e9` as `Zoé`.
std::string without_escapes(std::string_view json) {
  std::string text;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const bool escaped = json.substr(i, 2) == "\\u" && json.size() >= i + 6 && json.substr(i + 2, 4).find_first_not_of("0123456789abcdefABCDEF") == json.npos;
    if (!escaped) {
      text += json[i];
      continue;
    }
    const auto c = from_hex(json.substr(i + 2, 4));
    append(text, c >= 0xd800 && c < 0xe000 ? ' ' : c);
    i += 5;
  }
  return text;
}

class Unpacking {
 public:
  using Take = std::function<void(const std::string& how, std::string_view bytes)>;
  explicit Unpacking(const Take& take) : take_(take) {}
  bool whole = true;

  void look(const std::string& how, std::string_view bytes, int depth) {
    take_(how, bytes);
    if (depth == deepest) {
      whole = whole && !(bytes.starts_with("PK\x03\x04") || bytes.starts_with("\x1f\x8b"));
      return;
    }
    is_broken_ = false;
    zip(how, bytes, depth);
    gzip(how, bytes, depth);
    // In the middle of a program the same letters may stand by chance.
    if (is_broken_ && (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\x1f\x8b"))) whole = false;
    streams(how, bytes, depth);
    for (const std::size_t high : {0u, 1u})
      if (looks_like_utf16(bytes, high)) further(how, "UTF-16", from_utf16(bytes, high), depth);
    base64(how, bytes, depth);
    if (bytes.find("\\u00") != bytes.npos) take_(how, without_escapes(bytes));
    if (bytes.find("</") != bytes.npos) take_(how, without_tags(bytes));
  }

 private:
  void further(const std::string& how, const std::string& form, const std::string& bytes, int depth) {
    used_ += bytes.size();
    look(how.empty() ? form : how + ", " + form, bytes, depth + 1);
  }
  std::size_t left() const { return used_ < most_of_all ? most_of_all - used_ : 0; }

  void inflated(const std::string& how, const std::string& form, std::string_view bytes, int depth, std::size_t& taken) {
    auto said = inflate(bytes, left());
    taken = said ? said->taken : 0;
    if (said) further(how, form, said->bytes, depth);
    else is_broken_ = true;
  }

  /// By the heads of the members, wherever the first one lies.
  void zip(const std::string& how, std::string_view bytes, int depth) {
    constexpr std::size_t head = 30;
    for (auto at = bytes.find("PK\x03\x04"); at != bytes.npos && at + head <= bytes.size();) {
      const std::size_t flags = number_at(bytes, at + 6, 2), method = number_at(bytes, at + 8, 2), packed = number_at(bytes, at + 18, 4);
      const std::size_t name = number_at(bytes, at + 26, 2), begin = at + head + name + number_at(bytes, at + 28, 2);
      const bool is_member = begin <= bytes.size() && (method == 0 || method == 8) && name > 0 && name < 1024;
      std::size_t taken = 0;
      if (is_member) {
        const std::string form(bytes.substr(at + head, name));
        take_(how, form);
        if (flags & 1) is_broken_ = true;  // under a password
        else if (method == 8) inflated(how, printable(form), bytes.substr(begin), depth, taken);
        else further(how, printable(form), std::string(bytes.substr(begin, packed)), depth), taken = packed;
      }
      at = bytes.find("PK\x03\x04", is_member ? std::max(begin + taken, at + 4) : at + 4);
    }
  }

  void gzip(const std::string& how, std::string_view bytes, int depth) {
    if (!bytes.starts_with("\x1f\x8b\x08") || bytes.size() < 18) return;
    const auto flags = static_cast<unsigned char>(bytes[3]);
    std::size_t at = 10;
    if (flags & 4) at += 2 + number_at(bytes, at, 2);
    for (const int text : {8, 16})
      if (flags & text) at = std::min(bytes.find('\0', std::min(at, bytes.size())), bytes.size() - 1) + 1;
    if (flags & 2) at += 2;
    std::size_t taken = 0;
    if (at < bytes.size()) inflated(how, "gzip", bytes.substr(at), depth, taken);
    // Another member may follow.
    if (taken && at + taken + 8 < bytes.size()) gzip(how, bytes.substr(at + taken + 8), depth);
  }

  /// Of PDF and the like: a stream of zlib behind its word.
  void streams(const std::string& how, std::string_view bytes, int depth) {
    if (!bytes.starts_with("%PDF")) return;
    for (auto at = bytes.find("stream"); at != bytes.npos; at = bytes.find("stream", at + 6)) {
      auto begin = at + 6;
      while (begin < bytes.size() && (bytes[begin] == '\r' || bytes[begin] == '\n')) ++begin;
      if (begin + 2 >= bytes.size() || bytes[begin] != 'x') continue;
      if (auto said = inflate(bytes.substr(begin + 2), left())) further(how, "PDF", said->bytes, depth);
    }
  }

  void base64(const std::string& how, std::string_view bytes, int depth) {
    constexpr std::size_t shortest = 16;
    for (std::size_t at = 0; at < bytes.size();) {
      std::size_t end = at, letters = 0, lines = 0;
      for (; end < bytes.size(); ++end) {
        if (base64_value(bytes[end]) >= 0) ++letters, lines = 0;
        else if (bytes[end] == '\n' && letters > 0 && lines == 0) ++lines;
        else if (bytes[end] != '\r') break;
      }
      // Where the first letter of a run stands in its group of four is not known: a word may stand right before it.
      for (std::size_t skipped = 0; letters >= shortest && skipped < 4; ++skipped)
        further(how, "Base64", from_base64(bytes.substr(at + skipped, end - at - skipped)), std::max(depth, deepest - 2));
      at = end + 1;
    }
  }

  const Take& take_;
  bool is_broken_ = false;  ///< a member of what is being looked at
  std::size_t used_ = 0;
};

}  // namespace

bool each_form(std::string_view bytes, const std::function<void(const std::string& how, std::string_view bytes)>& take) {
  Unpacking unpacking(take);
  unpacking.look("", bytes, 0);
  return unpacking.whole;
}

}  // namespace mloc::privacy
