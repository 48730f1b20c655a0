#pragma once
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// A name of a person as it is kept: single blanks, hyphens and apostrophes of one kind, no soft hyphens. I166 with the reason, and
/// what was probably meant as the hint, for digits, two names in one, signs and letters of a strange width.
Result<std::string> read_name(std::string_view text);

struct WrittenSurname {
  std::string birth, use;  ///< the name of birth; the name of use, empty where none is written
};
/// `MARTIN épouse DUPONT`, `DUPONT (née MARTIN)`: MARTIN, and DUPONT as the name of use.
Result<WrittenSurname> read_surname(std::string_view text);

/// What is written where somebody has one name only: `SNP`, `sans nom patronymique`, `.`
bool stands_for_no_name(std::string_view text);

}  // namespace mloc
