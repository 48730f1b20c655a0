#pragma once
#include <string>

#include "descriptor.hpp"
#include "mloc/sys/posix_disk.hpp"

namespace mloc {

/// Opens paths below a folder. In a workspace no path climbs out and no symbolic link is followed: ELOOP.
class Beneath {
 public:
  Beneath(int root, PosixDisk::Reach reach, PosixDisk::Walker walker)
      : root_(root), reach_(reach), walker_(walker) {}

  /// `flags` are those of open(2), without O_CREAT; the empty path is the root.
  Descriptor open(const std::string& path, int flags) const;
  /// The folder that holds the last name of `path`, fit for the *at calls only.
  Descriptor open_parent(const std::string& path) const;

 private:
  Descriptor open_by_hand(const std::string& path, int flags) const;
  int root_;
  PosixDisk::Reach reach_;
  PosixDisk::Walker walker_;
};

std::string parent_of(const std::string& path);  ///< `a/b` of `a/b/c`, empty of `c`, `/` of `/c`
std::string last_of(const std::string& path);    ///< `c` of `a/b/c`
/// A path that a workspace may hold: relative, its names neither empty nor `.` nor `..`.
bool is_beneath(const std::string& path);

}  // namespace mloc
