#pragma once
#include <string>
#include <string_view>

#include "descriptor.hpp"
#include "mloc/sys/faults.hpp"

namespace mloc {

/// Every system call that changes the disk, behind the hook of the tests. They give 0 or an errno; `path` is what
/// the hook is told.
class Calls {
 public:
  explicit Calls(Faults* faults) : faults_(faults) {}

  /// A new file for writing; EEXIST when there is one, a link to nowhere too.
  Descriptor create(int folder, const std::string& name, const std::string& path, unsigned rights) const;
  int write_all(int file, std::string_view bytes, const std::string& path) const;
  /// What a network file system could not write is an error of the closing.
  int close(Descriptor file, const std::string& path) const;
  /// Not to be repeated after a failure: the kernel may have dropped the pages and would answer 0.
  int fsync(int file, const std::string& path) const;
  int syncfs(int folder, const std::string& path) const;
  int rename(int from_folder, const std::string& from, int to_folder, const std::string& to,
             const std::string& path) const;
  enum class How { exchange, no_replace };
  int rename2(int from_folder, const std::string& from, int to_folder, const std::string& to, How how, const std::string& path) const;
  int unlink(int folder, const std::string& name, const std::string& path) const;
  int mkdir(int folder, const std::string& name, const std::string& path) const;
  int rmdir(int folder, const std::string& name, const std::string& path) const;

 private:
  int ask(Faults::Call call, const std::string& path) const;
  long write_some(int file, std::string_view bytes, const std::string& path) const;
  Faults* faults_;
};

}  // namespace mloc
