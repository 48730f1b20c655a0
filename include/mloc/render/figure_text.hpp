#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "mloc/base/column.hpp"
#include "mloc/base/date.hpp"
#include "mloc/base/phrase.hpp"

namespace mloc {

// Figures, days and months as people write them: in French `229 900`, `88,5 %`, `223 h 30`, `1 329 €`, `−8`, `+0,4 point`, `1er mars
// 2010`, in English `229,900`, `88.5%`, `€1,329`, `1 March 2010`. Half away from zero, of the exact value. Blanks within a figure
// do not break.

/// What stands where there is no value.
inline constexpr std::string_view no_figure = "\u2013";

std::string count_text(std::int64_t count, Language language);
/// part / whole with one decimal; no_figure when `whole` is 0.
std::string share_text(std::int64_t part, std::int64_t whole, Language language);
/// `45 min`, `174 h`, `223 h 30`; from 1,000 hours on whole hours.
std::string minutes_text(std::int64_t minutes, Language language);
/// Whole euros.
std::string euros_text(std::int64_t cents, Language language);
/// `+8`, `−8`, `0`.
std::string change_text(std::int64_t change, Language language);
/// By how many points the second share is above the first: `+0,4 point`; no_figure when one has no whole.
std::string points_text(std::int64_t part_before, std::int64_t whole_before, std::int64_t part, std::int64_t whole, Language language);
/// The same of what was computed as a number: points with one decimal, without their word.
std::string signed_decimal(double number, int decimals, Language language);
std::string decimal_text(double number, int decimals, Language language);

/// `10 mars 2010`, `1er mars 2010`: in a sentence.
std::string day_in_words(Date day, Language language);
/// `10/03/2010`, in English `10 Mar 2010`: in a table.
std::string day_in_table(Date day, Language language);
/// `mars`, `March`; of 1 to 12.
std::string month_name(unsigned month, Language language);
/// `J`, `F`: on an axis.
std::string month_letter(unsigned month, Language language);
/// `juin 2010`.
std::string month_in_words(int year, unsigned month, Language language);
/// A month, a year or a quarter by its name, else its first and last day: `juin 2010`, `année 2010`, `du 1er mars au 10 juin 2010`.
std::string period_name(const Period& period, Language language);

/// A cell of a table (see render/table.hpp) on a page: figures grouped, money without cents, what is empty as no_figure.
std::string figure_text(std::string_view cell, ColumnKind kind, ColumnUnit unit, Language language);

/// French punctuation: no-break blanks before `: ; ! ?`, `%` and `€` and inside « », the curved apostrophe. English texts stay.
std::string typeset(std::string_view text, Language language);

/// The words of a page, in its language and typeset: `said_("Page {} sur {}", "Page {} of {}", a, b)`.
class Wording {
 public:
  explicit Wording(Language language) : language_(language) {}
  template <class... Args>
  std::string operator()(std::string_view french, std::string_view english, const Args&... args) const {
    const std::string_view words = language_ == Language::french ? french : english;
    if constexpr (sizeof...(args) == 0) return typeset(words, language_);
    else return typeset(fmt::format(fmt::runtime(words), args...), language_);
  }
  /// Which of two wordings a count asks for: French says 0 and 1 in the singular, English 1 alone.
  std::string_view by_count(std::int64_t count, std::string_view one, std::string_view several) const {
    return count == 1 || (count == 0 && language_ == Language::french) ? one : several;
  }

 private:
  Language language_;
};

}  // namespace mloc
