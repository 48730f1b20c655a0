#pragma once
#include <string>

#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// What a programme's file says that the workspace does not know: sites that mloc.toml lacks, codes that no list has. It stays
/// readable all the same, for records hang on it; `check`, `programme check` and the announcement of a draw ask.
Result<> check_programme_file(const Workspace& workspace, const std::string& code);

}  // namespace mloc
