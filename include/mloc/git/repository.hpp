#pragma once
#include <string>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Makes a git repository of `folder` with the branch main and core.fsync=all: by default neither git nor libgit2 syncs,
/// and a power cut breaks the repository. A folder inside a repository is left alone. Never runs `git`; D111 on failure.
Result<Repository> make_repository(const std::string& folder);

}  // namespace mloc
