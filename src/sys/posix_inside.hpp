#pragma once
#include <string>
#include <string_view>

#include "beneath.hpp"
#include "calls.hpp"
#include "mloc/sys/posix_disk.hpp"

namespace mloc {

/// What the errno of a call on `path` means to the user. `root`: a descriptor on the file system, or -1.
tl::unexpected<Failure> disk_failure(const std::string& path, int error, int root);

enum class Ends { short_read, nothing_read };
/// Appends what `file` holds to `bytes` until its end or until there is more than `limit`; 0 or an errno.
/// `expected` bytes are asked for first; a plain file ends with a short read, a pipe when nothing comes.
int read_all(int file, std::size_t expected, std::size_t limit, Ends ends, std::string& bytes);

struct PosixDisk::Inside {
  Inside(Descriptor folder, std::string name, const Options& options)
      : root(std::move(folder)), folder_name(std::move(name)), reach(options.reach), calls(options.faults),
        beneath(root.number(), options.reach, options.walker) {}

  /// D105 for a path that this disk must not take.
  Result<> admit(const std::string& path) const;
  tl::unexpected<Failure> failure(const std::string& path, int error) const;
  Result<> done(const std::string& path, int error) const;
  /// A rename that the kernel may not know.
  Result<Exchange::Placed> placed(const std::string& from, const std::string& to, Calls::How how) const;

  Descriptor root;
  std::string folder_name;
  Reach reach;
  Calls calls;
  Beneath beneath;
};

}  // namespace mloc
