#include "mloc/base/library.hpp"

#include <dlfcn.h>

namespace mloc {

void* open_library(const char* soname) { return dlopen(soname, RTLD_NOW | RTLD_LOCAL); }
void* find_in_library(void* library, const char* name) { return dlsym(library, name); }

}  // namespace mloc
