#pragma once
#include <string>

#include "mloc/sys/world.hpp"

namespace mloc {

/// Puts a file of the caller's down: whole, over an older one; `-` is standard output.
Result<> write_caller_file(World& world, const std::string& path, const std::string& bytes);

}  // namespace mloc
