#pragma once
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc::privacy {

/// What .gitignore says of identities that are not sealed.
inline constexpr std::string_view ignored_identities = "/identities/\n";

/// The settings with `[identities] sealed = true`; H155 where they speak of identities in another way.
Result<std::string> with_sealing(std::string_view settings);
/// .gitignore without the line that keeps the identities out.
std::string without_ignored_identities(std::string_view ignored);

}  // namespace mloc::privacy
