#include "libgit2.hpp"

#include <optional>

#include "mloc/base/library.hpp"

namespace mloc {
namespace {

std::optional<GitLibrary> load() {
  void* library = open_library(MLOC_LIBGIT2);
  if (!library) return std::nullopt;
  GitLibrary git;
#define MLOC_GIT(name) \
  if (!take_from_library(library, "git_" #name, git.name)) return std::nullopt;
#include "functions.inc"
#undef MLOC_GIT
  git.libgit2_init();
  git.libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  return git;
}

}  // namespace

const GitLibrary* git_library() {
  static const std::optional<GitLibrary> loaded = load();
  return loaded ? &*loaded : nullptr;
}

}  // namespace mloc
