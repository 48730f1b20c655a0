#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::check {

/// What a server's hook says of one update of a reference.
struct PushedUpdate {
  std::string range;      ///< OLD..NEW
  std::string writer;     ///< who pushes
  std::string law;        ///< the branch whose tip says who is who
  std::optional<std::string> reference;      ///< `refs/heads/main`; without it its name is not judged
  std::vector<std::string> allowed;          ///< `branch`, `tag`: what anybody may make
  std::optional<std::string> administrator;  ///< who may begin, while the law's branch is not there
};

/// Whether the writer may bring the update: each commit, what it does itself, and what comes out in the end, byte for byte. Roles
/// are those of the law's branch as the server has it. The folder may be a bare repository. Exit::rule when something is not
/// allowed, Exit::no for a file that cannot be read.
Result<Exit> check_push(World& world, const Globals& globals, const PushedUpdate& update);

}  // namespace mloc::check
