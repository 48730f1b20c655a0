#pragma once
#include <string>

#include "mloc/sys/world.hpp"

namespace mloc {

/// `a` of `a/b`, empty of `b`, `/` of `/b`.
std::string folder_above(const std::string& path);

/// The path with its folder's links followed, which must be there (D101); a device or pipe as it is called. D116 with
/// Exit::usage when the path itself is a link, for whoever made the folder would say which file is written.
Result<std::string> place_of(Disk& files, const std::string& path);

/// D113 with Exit::usage when `real` is what a workspace keeps: its rooms, settings, hidden files, what git follows there, its
/// keys. `path` is what the caller called it.
Result<> check_free_of_workspace(World& world, const std::string& path, const std::string& real);

}  // namespace mloc
