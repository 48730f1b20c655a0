#pragma once
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::check {

/// `check --range OLD..NEW --as CODE`: whether `writer` may bring the commits to the server, record by record: what each
/// commit does itself, merges too, and what comes out in the end. The settings are those of the server. The folder may be
/// a bare repository. Exit::rule when something is not allowed, Exit::no for a file that cannot be read.
Result<Exit> check_push(World& world, const Globals& globals, const std::string& range, const std::string& writer);

}  // namespace mloc::check
