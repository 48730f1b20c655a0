#include "library.hpp"

#include <dlfcn.h>

#include <optional>

namespace mloc {
namespace {

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

std::optional<GitLibrary> load() {
  void* library = dlopen(MLOC_LIBGIT2, RTLD_NOW | RTLD_LOCAL);
  if (!library) return std::nullopt;
  GitLibrary git;
#define MLOC_GIT(name) \
  if (!take(library, "git_" #name, git.name)) return std::nullopt;
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
