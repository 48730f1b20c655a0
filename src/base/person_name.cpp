#include "mloc/base/person_name.hpp"

#include <algorithm>
#include <vector>

#include <utf8proc.h>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"

namespace mloc {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
  return text;
}

std::string with_plain_signs(std::string_view text) {
  std::string made(text);
  for (const std::string_view hyphen : {"\u2010", "\u2011", "\u2012", "\u2013"}) made = replaced(made, hyphen, "-");
  for (const std::string_view apostrophe : {"`", "\u00b4", "\u02bc", "\u2018"}) made = replaced(made, apostrophe, "'");
  for (const std::string_view blank : {"\u00a0", "\u202f", "\t", "\n", "\r"}) made = replaced(made, blank, " ");
  made = replaced(made, "\u00ad", "");
  std::string single;
  for (const std::string_view word : split(made, ' ')) {
    if (word.empty()) continue;
    if (!single.empty()) single += ' ';
    single += word;
  }
  return single;
}

enum class Letter { letter, mark, digit, wide, sign };

Letter letter_of(std::string_view character) {
  utf8proc_int32_t c = 0;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()), static_cast<utf8proc_ssize_t>(character.size()), &c);
  if (c >= 0xFF00 && c <= 0xFFEF) return Letter::wide;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return Letter::letter;
    case UTF8PROC_CATEGORY_ND: return Letter::digit;
    default: break;
  }
  const bool mark = character == " " || character == "-" || character == "'" || character == "’" || character == ".";
  return mark ? Letter::mark : Letter::sign;
}

/// U+FF21 to A and the like.
std::string narrowed(std::string_view character) {
  utf8proc_uint8_t* made = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(character.data()), static_cast<utf8proc_ssize_t>(character.size()), &made,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (length < 0) return std::string(character);
  std::string narrow(reinterpret_cast<char*>(made), static_cast<std::size_t>(length));
  std::free(made);
  return narrow;
}

tl::unexpected<Failure> refused_name(std::string_view text, Phrase why) {
  return fail(Exit::usage, hinted(problem("I166"_m, printable(text)), std::move(why)));
}

Result<std::string> checked(std::string_view text, const std::string& name) {
  std::string letters;
  bool digit = false, wide = false, sign = false, lost = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t length = length_of_character(name, at);
    const std::string_view character = std::string_view(name).substr(at, length);
    at += length;
    switch (letter_of(character)) {
      case Letter::letter:
      case Letter::mark: letters += character; break;
      case Letter::digit: digit = true; break;
      case Letter::wide: wide = true, letters += narrowed(character); break;
      case Letter::sign: sign = true, lost = lost || character == "?" || character == "\uFFFD"; letters += ' '; break;
    }
  }
  const std::string meant = with_plain_signs(letters);
  if (lost) return refused_name(text, phrase("a letter was lost on the way: take it from the file that this one was made of"));
  if (meant.find_first_not_of(" -'.") == meant.npos) return refused_name(text, phrase("it has no letter"));
  if (wide) return refused_name(text, phrase("its letters are of another width; probably {}", meant));
  if (digit) return refused_name(text, phrase("a name has no digits; probably {}", meant));
  if (sign) return refused_name(text, phrase("a name has letters, hyphens, apostrophes and points; probably {}", meant));
  return name;
}

/// What stands between two names: `épouse`, `née`.
enum class Between { nothing, spouse, born };
Between between_of(std::string_view word) {
  std::string key = folded(word);
  while (key.ends_with('.')) key.pop_back();
  for (const std::string_view one : {"epouse", "epse", "eps", "ep", "veuve", "vve"})
    if (key == one && (one != "ep" || word.ends_with('.'))) return Between::spouse;
  for (const std::string_view one : {"nee", "ne(e)"})
    if (key == one) return Between::born;
  return Between::nothing;
}

}  // namespace

Result<std::string> read_name(std::string_view text) { return checked(text, with_plain_signs(text)); }

Result<WrittenSurname> read_surname(std::string_view text) {
  std::string name = with_plain_signs(text);
  for (const std::string_view word : {"(née ", "(NÉE ", "(Née ", "(nee ", "(NEE ", "(épouse ", "(ép. ", "(ÉPOUSE "})
    if (const auto open = name.find(word); open != name.npos && name.ends_with(')')) {
      name.pop_back();
      name.erase(open, 1);
    }
  const auto words = split(name, ' ');
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const Between between = between_of(words[i]);
    if (between == Between::nothing) continue;
    const std::vector<std::string> first(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i)),
        second(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
    const bool born = between == Between::born;
    TRY(birth, checked(text, joined(born ? second : first, " ")));
    TRY(use, checked(text, joined(born ? first : second, " ")));
    return WrittenSurname{std::move(birth), std::move(use)};
  }
  TRY(birth, checked(text, name));
  return WrittenSurname{std::move(birth), {}};
}

bool stands_for_no_name(std::string_view text) {
  std::string key = folded(text);
  std::erase(key, '.');
  for (const std::string_view none : {"", "snp", "sp", "sans nom patronymique", "sans nom", "sans prenom", "sans patronyme", "sans nom de famille"})
    if (key == none) return true;
  return false;
}

}  // namespace mloc
