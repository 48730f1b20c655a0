#pragma once

namespace mloc {

/// A library that only one command needs, opened by its soname at first use; null where it is not installed. It stays open.
void* open_library(const char* soname);
/// One of its functions, or null.
void* find_in_library(void* library, const char* name);

/// Puts the function `name` into a pointer of its type; false when the library lacks it.
template <class Function>
bool take_from_library(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(find_in_library(library, name));
  return function != nullptr;
}

}  // namespace mloc
