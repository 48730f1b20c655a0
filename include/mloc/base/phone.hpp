#pragma once
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// A phone number in its international form (E.164) from what people write: `06 12 34 56 78`, `+33 (0)6 …`, `0033…`, `33…`; a
/// number of the overseas departments takes their own prefix (arrêté of the numbering plan). I162 with the reason: a number
/// is never repaired, for nothing proves it, but what was probably meant is the hint.
Result<std::string> read_phone(std::string_view text);

}  // namespace mloc
