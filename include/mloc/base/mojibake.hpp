#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// What a text was before somebody read its UTF-8 as Windows-1252 (`ForÃªt`: `Forêt`); no value where nothing looks so.
std::optional<std::string> repaired_mojibake(std::string_view text);

}  // namespace mloc
