#pragma once
#include <string>
#include <string_view>

namespace mloc {

/// A text as the C libraries of ciphers and digests take it.
inline const auto* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline auto* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace mloc
