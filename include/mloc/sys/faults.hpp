#pragma once
#include <cstddef>
#include <optional>
#include <string>

namespace mloc {

/// Tests stand here between the program and the system: asked before every system call that changes the disk.
/// The program itself hands in none.
class Faults {
 public:
  enum class Call { create, write, close, fsync, syncfs, rename, unlink, mkdir, rmdir };
  struct Answer {
    int error = 0;                       ///< an errno: the call fails with it; 0: it goes on
    std::optional<std::size_t> bytes{};  ///< of a write: only so many are written before that
    bool kill = false;                   ///< the process ends there and then, with status 137
  };
  virtual ~Faults() = default;
  virtual Answer before(Call call, const std::string& path) = 0;
};

}  // namespace mloc
