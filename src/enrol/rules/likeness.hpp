#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"

namespace mloc::enrol {

/// What says who somebody is. `sex` may be empty: not known.
struct Who {
  std::string surname, first_name;
  Date birth_date;
  std::string sex;
  std::string use_name = {};  ///< or empty
};

/// How one written name is like another after folding: one letter more, less or other (or two neighbours swapped), some of
/// its words, the same.
enum class NameLikeness { other, letter, part, same };
NameLikeness name_likeness(std::string_view one, std::string_view other);
/// Whether a name of use is the other's surname or name of use.
bool is_used_by(std::string_view use_name, std::string_view other_surname, std::string_view other_use_name);

/// Whether what a file says of a known person is a correction of it, and no other person.
enum class Likeness { other, spelling, same };
/// same: one birth date, names alike after folding. spelling: one birth date and sex, one name alike and the other a
/// spelling of it, or the two swapped.
Likeness likeness(const Who& one, const Who& other);

/// The fields of `other` that are not `one`'s: `surname`, `first_name`, `birth_date`.
std::vector<std::string> differing(const Who& one, const Who& other);

}  // namespace mloc::enrol
