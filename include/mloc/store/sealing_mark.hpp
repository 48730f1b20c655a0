#pragma once
#include <string>
#include <string_view>

#include "mloc/base/date.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// What says that the identities of a workspace are sealed lies among them, a line for each time that it began or ended.
inline constexpr std::string_view sealing_mark = "identities/.sealed";

/// Whether they are. Where the mark is missing, those that the settings of an older version call sealed are, and those of which
/// the first is: nobody opens them by taking a file away.
Result<bool> identities_are_sealed(Disk& disk, bool settings_say_so);

/// The mark with one more line, of what it held before (nothing when it was not there).
std::string with_sealing(std::string_view mark, const Date& day, std::string_view actor);
std::string without_sealing(std::string_view mark, const Date& day, std::string_view actor, std::string_view reason);

}  // namespace mloc
