#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mloc {

/// Nothing but 0 to 9, and at least one of them.
bool is_digits(std::string_view text);
/// A to Z small, every other byte as it is.
std::string ascii_lower(std::string_view text);
bool is_utf8(std::string_view bytes);
/// Byte offset of the first byte that is not UTF-8, or npos.
std::size_t find_bad_utf8(std::string_view bytes);
/// Unicode normal form C; the text must be UTF-8.
std::string to_nfc(std::string_view text);
/// For comparing names: no accents, ligatures (œ is oe), barred letters (ł is l) or case; blanks, hyphens and apostrophes alike
/// and single ("Zoé " is "zoe").
std::string folded(std::string_view text);
/// The same without what stands between words: N'Diaye, NDIAYE and n diaye are "ndiaye".
std::string letters_of(std::string_view text);
/// For telling whether two spellings of a name are the same: without case and doubled blanks, accents kept.
std::string name_key(std::string_view text);
/// Windows-1252 to UTF-8; no value at a byte that the code page does not define.
std::optional<std::string> from_windows_1252(std::string_view bytes);
/// UTF-8 to Windows-1252; no value at a character it does not hold.
std::optional<std::string> to_windows_1252(std::string_view text);

/// A character that a record may hold: printable; no C0, C1, DEL, line or paragraph separator, bidi or zero-width
/// control, noncharacter (UTS 55, Trojan Source).
bool is_admitted(char32_t character);
/// Byte offset of the first character that is not admitted, or npos; the text must be UTF-8.
std::size_t find_not_admitted(std::string_view text);
/// For a terminal: what is not admitted becomes U+FFFD.
std::string printable(std::string_view text);
/// Columns on a terminal (East Asian wide counts two).
std::size_t width(std::string_view text);

std::string_view trimmed(std::string_view text);  ///< blanks at both ends off, U+00A0 and U+202F too
std::vector<std::string_view> split(std::string_view text, char separator);
std::string joined(std::span<const std::string> parts, std::string_view between);

/// The nearest of `known` to a mistyped `word`, or nothing when none is near (at most a third of its letters away; two of a
/// short word, one of a very short one).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);
/// All of `known`, those first that a mistyped `word` is nearest to.
std::vector<std::string> nearest_first(std::string_view word, std::vector<std::string> known);

}  // namespace mloc
