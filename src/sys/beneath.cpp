#include "beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr int folder_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;

Descriptor by_kernel(int root, const std::string& path, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  // EAGAIN: something was renamed while the kernel looked; its manual says to ask again.
  for (int attempt = 0;; ++attempt) {
    const long opened = syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
    if (opened >= 0 || errno != EAGAIN || attempt == 16) return Descriptor(static_cast<int>(opened), errno);
  }
}

/// A link where a folder was asked for is ENOTDIR for the system; the caller is told what it is.
int error_at(int folder, const std::string& name, int error) {
  struct stat found {};
  if (error != ENOTDIR || fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return error;
  return S_ISLNK(found.st_mode) ? ELOOP : error;
}

}  // namespace

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string last_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool is_beneath(const std::string& path) {
  if (path.empty()) return true;
  if (path.find('\0') != std::string::npos) return false;
  for (const std::string_view name : split(path, '/'))
    if (name.empty() || name == "." || name == "..") return false;
  return true;
}

Descriptor Beneath::open(const std::string& path, int flags) const {
  flags |= O_CLOEXEC;
  const std::string name = path.empty() ? "." : path;
  if (reach_ == PosixDisk::Reach::caller) {
    const int opened = openat(root_, name.c_str(), flags);
    return Descriptor(opened, errno);
  }
  if (walker_ == PosixDisk::Walker::by_hand) return open_by_hand(name, flags);
  Descriptor opened = by_kernel(root_, name, flags);
  // ENOSYS before Linux 5.6, EPERM where a container filters the call.
  if (!opened && (opened.error() == ENOSYS || opened.error() == EPERM)) return open_by_hand(name, flags);
  return opened;
}

Descriptor Beneath::open_by_hand(const std::string& path, int flags) const {
  Descriptor folder(openat(root_, ".", folder_flags), errno);
  std::string_view rest = path;
  for (std::size_t slash = rest.find('/'); folder && slash != rest.npos; slash = rest.find('/')) {
    const std::string name(rest.substr(0, slash));
    const int next = openat(folder.number(), name.c_str(), folder_flags | O_NOFOLLOW);
    folder = Descriptor(next, next < 0 ? error_at(folder.number(), name, errno) : 0);
    rest.remove_prefix(slash + 1);
  }
  if (!folder) return folder;
  const std::string name(rest);
  const int opened = openat(folder.number(), name.c_str(), flags | O_NOFOLLOW);
  return Descriptor(opened, opened < 0 ? error_at(folder.number(), name, errno) : 0);
}

Descriptor Beneath::open_parent(const std::string& path) const { return open(parent_of(path), folder_flags); }

}  // namespace mloc
