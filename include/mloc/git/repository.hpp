#pragma once
#include <string>
#include <vector>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Makes a git repository of `folder` with the branch main and the settings below. A folder inside a repository is left
/// alone. Never runs `git`; D111 on failure.
Result<Repository> make_repository(const std::string& folder);

struct GitSetting {
  std::string name, value;
};
/// What a clone is told: to sync what it writes (by default neither git nor libgit2 syncs, and a power cut breaks the
/// repository), to merge records by mloc (a marked text merge where mloc is not installed), to show them in words.
const std::vector<GitSetting>& wanted_settings();
/// The lines of .gitattributes that name the files of records.
std::string git_attributes();

}  // namespace mloc
