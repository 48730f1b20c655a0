#include "mloc/sys/posix_disk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include "posix_inside.hpp"

namespace mloc {
namespace {

constexpr int deepest_walk = 8;  // folders, as Disk::walk promises

FileState::Kind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileState::Kind::file;
  return S_ISDIR(mode) ? FileState::Kind::folder : FileState::Kind::other;
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileState state_of(const struct stat& found) {
  return {kind_of(found.st_mode), static_cast<std::uint64_t>(found.st_size), nanoseconds(found.st_mtim),
          nanoseconds(found.st_ctim), static_cast<std::uint64_t>(found.st_ino), found.st_mode & 0777u};
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

/// Calls `take` with the name and the type (DT_UNKNOWN where the file system does not tell) of each entry; 0 or errno.
template <class Take>
int each_entry(DIR* folder, Take take) {
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(folder);
    if (!entry) return errno;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") take(entry->d_name, entry->d_type);
  }
}

}  // namespace

PosixDisk::PosixDisk(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
PosixDisk::~PosixDisk() = default;

Result<std::unique_ptr<Disk>> PosixDisk::open(const std::string& folder, Options options) {
  Descriptor root(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC), errno);
  if (!root) return disk_failure(folder, root.error(), -1);
  return std::unique_ptr<Disk>(new PosixDisk(std::make_unique<Inside>(std::move(root), folder, options)));
}

std::string PosixDisk::system_path(const std::string& path) const { return inside_->folder_name + "/" + path; }

Result<std::string> PosixDisk::read(const std::string& path, std::size_t limit) {
  CHECKED(inside_->admit(path));
  const bool caller = inside_->reach == Reach::caller;
  // O_NONBLOCK: a pipe that lies in a workspace must not make the program wait for a writer.
  const Descriptor file = inside_->beneath.open(path, O_RDONLY | O_NOCTTY | (caller ? 0 : O_NONBLOCK));
  if (!file) return inside_->failure(path, file.error());
  struct stat found {};
  if (fstat(file.number(), &found) != 0) return inside_->failure(path, errno);
  const bool plain = S_ISREG(found.st_mode);
  if (S_ISDIR(found.st_mode) || (!plain && !caller)) return fail(Exit::disk, problem("D103"_m, path));
  std::string bytes;
  const std::size_t expected = plain ? std::min(static_cast<std::size_t>(found.st_size), limit) : 65535;
  if (const int error = read_all(file.number(), expected, limit, plain ? Ends::short_read : Ends::nothing_read, bytes))
    return inside_->failure(path, error);
  if (bytes.size() > limit) return fail(Exit::disk, problem("D104"_m, path, limit));
  return bytes;
}

Result<std::optional<FileState>> PosixDisk::state(const std::string& path) {
  CHECKED(inside_->admit(path));
  const Descriptor folder = inside_->beneath.open_parent(path);
  struct stat found {};
  int error = folder.error();
  if (folder) {
    const std::string name = path.empty() ? "." : last_of(path);
    const int flags = inside_->reach == Reach::caller ? 0 : AT_SYMLINK_NOFOLLOW;
    error = fstatat(folder.number(), name.c_str(), &found, flags) == 0 ? 0 : errno;
  }
  if (error == ENOENT || error == ENOTDIR) return std::nullopt;
  if (error != 0) return inside_->failure(path, error);
  return state_of(found);
}

Result<std::optional<std::string>> PosixDisk::real_path(const std::string& path) {
  CHECKED(inside_->admit(path));
  const std::string known = path.starts_with('/') ? path : system_path(path);
  const std::unique_ptr<char, decltype(&std::free)> found(realpath(known.c_str(), nullptr), &std::free);
  if (found) return std::string(found.get());
  if (errno != ENOENT && errno != ENOTDIR) return inside_->failure(path, errno);
  struct stat link {};
  // Something is there, yet it leads nowhere.
  if (lstat(known.c_str(), &link) == 0) return fail(Exit::usage, problem("D116"_m, path));
  return std::nullopt;
}

Result<std::vector<FolderEntry>> PosixDisk::list(const std::string& folder) {
  CHECKED(inside_->admit(folder));
  std::vector<FolderEntry> entries;
  Descriptor opened = inside_->beneath.open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened && opened.error() == ENOENT) return entries;
  if (!opened) return inside_->failure(folder, opened.error());
  const Folder stream(fdopendir(opened.release()));
  if (!stream) return inside_->failure(folder, errno);
  const int error = each_entry(stream.get(), [&](const char* name, unsigned char type) {
    struct stat found {};
    if (type == DT_REG || type == DT_DIR)
      entries.push_back({name, type == DT_REG ? FileState::Kind::file : FileState::Kind::folder});
    else if (fstatat(dirfd(stream.get()), name, &found, AT_SYMLINK_NOFOLLOW) == 0)
      entries.push_back({name, kind_of(found.st_mode)});
  });
  if (error != 0) return inside_->failure(folder, error);
  std::ranges::sort(entries, {}, &FolderEntry::name);
  return entries;
}

namespace {

/// One folder after the other by its descriptor, so that 20,000 files cost one fstatat each and no path walk.
class Walk {
 public:
  /// 0 or an errno; takes the descriptor.
  int enter(int descriptor, const std::string& prefix, int depth) {
    const Folder stream(fdopendir(descriptor));
    if (!stream) {
      const int error = errno;
      ::close(descriptor);
      return error;
    }
    std::vector<std::string> folders;
    const int error = each_entry(stream.get(), [&](const char* name, unsigned char type) {
      struct stat at {};
      if (type != DT_DIR && fstatat(dirfd(stream.get()), name, &at, AT_SYMLINK_NOFOLLOW) != 0) return;
      const bool is_folder = type == DT_DIR || S_ISDIR(at.st_mode);
      if (is_folder) folders.emplace_back(name);
      else found.push_back({prefix + name, state_of(at)});
    });
    if (error != 0) return error;
    for (const std::string& name : folders)
      if (const int below = enter_below(dirfd(stream.get()), name, prefix, depth)) return below;
    return 0;
  }

  std::vector<FoundFile> found;

 private:
  int enter_below(int folder, const std::string& name, const std::string& prefix, int depth) {
    if (depth == deepest_walk) {
      struct stat at {};
      if (fstatat(folder, name.c_str(), &at, AT_SYMLINK_NOFOLLOW) == 0) found.push_back({prefix + name, state_of(at)});
      return 0;
    }
    const int below = openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0) return errno == ENOENT ? 0 : errno;
    return enter(below, prefix + name + "/", depth + 1);
  }
};

}  // namespace

Result<std::vector<FoundFile>> PosixDisk::walk(const std::string& folder) {
  CHECKED(inside_->admit(folder));
  Walk walk;
  Descriptor opened = inside_->beneath.open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened && opened.error() == ENOENT) return std::move(walk.found);
  int error = opened.error();
  if (opened) error = walk.enter(opened.release(), folder.empty() ? "" : folder + "/", 1);
  if (error != 0) return inside_->failure(folder, error);
  std::ranges::sort(walk.found, {}, &FoundFile::path);
  return std::move(walk.found);
}

}  // namespace mloc
