#pragma once
#include <git2.h>

namespace mloc {

/// libgit2's functions, taken by its soname at first use: linked, it would make every start 2 ms slower.
struct GitLibrary {
#define MLOC_GIT(name) decltype(&git_##name) name = nullptr;
#include "functions.inc"
#undef MLOC_GIT
};

/// Null where libgit2 is not installed or lacks a function.
const GitLibrary* git_library();

}  // namespace mloc
