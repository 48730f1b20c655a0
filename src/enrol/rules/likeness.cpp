#include "likeness.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"

namespace mloc::enrol {
namespace {

/// `longer` is `shorter` with at most one letter put in.
bool one_more(std::string_view longer, std::string_view shorter) {
  const auto [left, right] = std::ranges::mismatch(longer, shorter);
  return std::ranges::equal(std::string_view(left == longer.end() ? left : left + 1, longer.end()), std::string_view(right, shorter.end()));
}

bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() == b.size() + 1 ? one_more(a, b) : b.size() == a.size() + 1 && one_more(b, a);
  const auto [left, right] = std::ranges::mismatch(a, b);
  if (left == a.end()) return true;
  const std::string_view rest(left, a.end()), other(right, b.end());
  if (rest.substr(1) == other.substr(1)) return true;
  return rest.size() > 1 && rest[0] == other[1] && rest[1] == other[0] && rest.substr(2) == other.substr(2);
}

/// Every word of one stands in the other.
bool is_part(std::string_view one, std::string_view other) {
  const auto all = split(other, ' ');
  return std::ranges::all_of(split(one, ' '), [&](std::string_view word) { return std::ranges::find(all, word) != all.end(); });
}

bool is_spelling(NameLikeness how) { return how == NameLikeness::letter || how == NameLikeness::part; }

}  // namespace

NameLikeness name_likeness(std::string_view one, std::string_view other) {
  const std::string a = folded(one), b = folded(other);
  const std::string letters = letters_of(one), others = letters_of(other);
  if (letters == others) return NameLikeness::same;
  if (is_part(a, b) || is_part(b, a)) return NameLikeness::part;
  const bool long_enough = std::min(letters.size(), others.size()) >= 3;
  return long_enough && one_letter_apart(letters, others) ? NameLikeness::letter : NameLikeness::other;
}

bool is_used_by(std::string_view use_name, std::string_view other_surname, std::string_view other_use_name) {
  if (use_name.empty()) return false;
  return name_likeness(use_name, other_surname) == NameLikeness::same || (!other_use_name.empty() && name_likeness(use_name, other_use_name) == NameLikeness::same);
}

Likeness likeness(const Who& one, const Who& other) {
  if (one.birth_date != other.birth_date) return Likeness::other;
  const bool used = is_used_by(one.use_name, other.surname, other.use_name) || is_used_by(other.use_name, one.surname, one.use_name);
  const NameLikeness written = name_likeness(one.surname, other.surname);
  const NameLikeness surname = written == NameLikeness::other && used ? NameLikeness::part : written, first = name_likeness(one.first_name, other.first_name);
  if (surname == NameLikeness::same && first == NameLikeness::same) return Likeness::same;
  if (!one.sex.empty() && !other.sex.empty() && one.sex != other.sex) return Likeness::other;
  const bool respelt = (surname == NameLikeness::same && is_spelling(first)) || (first == NameLikeness::same && is_spelling(surname));
  const bool swapped = name_likeness(one.surname, other.first_name) == NameLikeness::same &&
                       name_likeness(one.first_name, other.surname) == NameLikeness::same;
  return respelt || swapped ? Likeness::spelling : Likeness::other;
}

std::vector<std::string> differing(const Who& one, const Who& other) {
  std::vector<std::string> fields;
  if (name_likeness(one.surname, other.surname) != NameLikeness::same) fields.emplace_back("surname");
  if (name_likeness(one.first_name, other.first_name) != NameLikeness::same) fields.emplace_back("first_name");
  if (one.birth_date != other.birth_date) fields.emplace_back("birth_date");
  return fields;
}

}  // namespace mloc::enrol
