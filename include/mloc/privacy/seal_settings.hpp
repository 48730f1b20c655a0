#pragma once
#include <string>
#include <string_view>

namespace mloc::privacy {

/// What .gitignore says of identities that are not sealed.
inline constexpr std::string_view ignored_identities = "/identities/\n";

/// .gitignore without the line that keeps the identities out.
std::string without_ignored_identities(std::string_view ignored);

}  // namespace mloc::privacy
