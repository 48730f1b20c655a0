#include "mloc/base/ids.hpp"

#include <algorithm>
#include <cctype>

namespace mloc {
namespace {

constexpr std::string_view of_ids = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view of_record_ids = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t body = 9;

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

std::size_t check_value(std::string_view text) {
  std::size_t p = 32;
  for (const char c : text.substr(0, body)) {
    std::size_t s = (p + of_ids.find(c)) % 32;
    if (s == 0) s = 32;
    p = (2 * s) % 33;
  }
  return (33 - p) % 32;
}

}  // namespace

CaseId CaseId::make(Random& random) {
  std::string text;
  while (text.size() < body) text += of_ids[random.below(32)];
  return CaseId(text + of_ids[check_value(text)]);
}

std::optional<CaseId> CaseId::parse(std::string_view text) {
  std::string id;
  for (const char c : text) {
    if (c == '-') continue;
    const char u = upper(c);
    id += u == 'O' ? '0' : u == 'I' || u == 'L' ? '1' : u;
  }
  const auto known = [](char c) { return of_ids.find(c) != std::string_view::npos; };
  if (id.size() != body + 1 || !std::ranges::all_of(id, known)) return std::nullopt;
  if (of_ids[check_value(id)] != id.back()) return std::nullopt;
  return CaseId(id);
}

std::string CaseId::shown() const {
  return text_.substr(0, 4) + "-" + text_.substr(4, 4) + "-" + text_.substr(8);
}

std::string make_record_id(Date day, Random& random) {
  std::string id = day.text() + "-";
  for (int i = 0; i < 4; ++i) id += of_record_ids[random.below(32)];
  return id;
}

}  // namespace mloc
