#pragma once
#include <string>

#include "mloc/base/result.hpp"

namespace mloc {

/// The absolute name of a folder, links followed; as it was given where the system knows none.
std::string real_folder(const std::string& folder);
/// Lets nobody but its owner into the folder (0700).
Result<> close_to_others(const std::string& folder);
/// Whether only its owner may enter it.
bool is_closed_to_others(const std::string& folder);

}  // namespace mloc
