#pragma once
#include <string>
#include <string_view>

namespace mloc {

/// What a dry run shows: the lines that would go and come, with the path above them; terminal-safe.
std::string difference_text(const std::string& path, std::string_view old_bytes, std::string_view new_bytes);

}  // namespace mloc
