#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::draw {

/// Entropy in tenths of a bit, so that sums are exact: 24.2 bits are 242.
using Decibits = int;
inline constexpr Decibits least_entropy = 480;   ///< an announcement with less is refused
inline constexpr Decibits enough_entropy = 800;  ///< with less it is warned of
std::optional<Decibits> parse_bits(std::string_view text);  ///< `24.2` or `256`, above 0
std::string bits_text(Decibits bits);                       ///< `24.2`

/// So many different numbers from 1 to `of`.
struct NumberGroup {
  unsigned pick = 0;
  unsigned of = 0;
};
/// How a public lottery is drawn from a day on.
struct SourceRule {
  Date since;
  std::vector<NumberGroup> groups;
  Decibits bits = 0;
};
struct DrawSource {
  std::string code;
  std::vector<SourceRule> rules;  ///< by `since`
  const SourceRule* rule_on(Date day) const;
};
/// Reads the tree of the code list `draw_source` (its `items`).
Result<std::vector<DrawSource>> read_draw_sources(const Node& list);

struct AnnouncedSource {
  std::string name;
  Date date;
  Decibits bits = 0;
};
/// A source as it is written: `name@date` for one of the list, `name@date:bits` for another one.
struct WrittenSource {
  std::string name;
  Date date;
  std::optional<Decibits> bits;
};
Result<WrittenSource> parse_source(std::string_view text, Date today);
/// With the bits that the list says; exit 2 for a source that has none or other ones.
Result<AnnouncedSource> announced_source(const WrittenSource& written, std::span<const DrawSource> known);

/// What an announcement must promise: every date after `today`, no source twice, 48 bits (exit 5). Gives the warnings:
/// under 80 bits, or under 48 should the fallback stand in for the strongest source.
Result<std::vector<Problem>> check_sources(std::span<const AnnouncedSource> sources,
                                           const std::optional<AnnouncedSource>& fallback, Date today);

struct RevealedValue {
  std::string source;
  std::string value;
};
/// RFC 3797, section 4.1: each group of numbers sorted, every number followed by `.`, the group closed by `/`; `+` opens
/// a group: `7 12 23 31 44 + 9` gives `7.12.23.31.44./9./` (exit 2).
Result<std::string> seed_part(std::string_view value);
/// Against the rule in force on the source's day; a source that the list does not know takes any numbers (exit 2).
Result<> check_value(const AnnouncedSource& source, std::string_view value, std::span<const DrawSource> known);
/// In the announced order. The fallback's value stands in the place of the one source that has none; it is refused when
/// every source has its value, as are a value missing, given twice or for nothing announced (exit 2).
Result<std::string> seed_string(std::span<const AnnouncedSource> sources, const std::optional<AnnouncedSource>& fallback,
                                std::span<const RevealedValue> values, std::span<const DrawSource> known);

}  // namespace mloc::draw
