#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// Points in halves: `26.5` is 53. No value for any other text.
std::optional<int> half_points(std::string_view text);
std::string points_text(int halves);

}  // namespace mloc
