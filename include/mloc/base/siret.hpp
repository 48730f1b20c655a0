#pragma once
#include <string>
#include <string_view>

#include "mloc/base/ids.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// The fourteen digits of what people write: blanks, hyphens, points and a leading apostrophe are left out. I109 with the reason;
/// a lost zero is not put back, it is the hint.
Result<std::string> read_siret(std::string_view text);

}  // namespace mloc
