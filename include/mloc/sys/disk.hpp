#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

struct FileState {
  enum class Kind : std::uint8_t { file, folder, other };  ///< other: symbolic link, device, FIFO, socket
  Kind kind = Kind::file;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  std::uint64_t inode = 0;
  unsigned rights = everybody;  ///< the permission bits

  static constexpr unsigned everybody = 0666, owner = 0600;  ///< as far as the umask lets
  bool operator==(const FileState&) const = default;
};

struct FolderEntry {
  std::string name;
  FileState::Kind kind;
};

/// A file (or what is neither file nor folder) met by Disk::walk; `path` starts at the disk's root.
struct FoundFile {
  std::string path;
  FileState state;
};

/// Held until destroyed.
class Lock {
 public:
  enum class Kind { shared, exclusive };
  virtual ~Lock() = default;
};

enum class Sync { no, yes };

/// The disk below one folder; the empty path is that folder. Paths are relative, with `/`, without `..`; symbolic
/// links are not followed (the caller's disk takes any path and follows them for reading). Every failure is a D
/// message with Exit::disk that names the path (and the file system when it is full), Exit::locked for a lock.
class Disk {
 public:
  virtual ~Disk() = default;

  /// The whole file; fails when it is longer than `limit` bytes or is not a plain file.
  virtual Result<std::string> read(const std::string& path, std::size_t limit) = 0;
  /// Nothing there: no value.
  virtual Result<std::optional<FileState>> state(const std::string& path) = 0;
  /// Names in byte order; a folder that is not there is empty.
  virtual Result<std::vector<FolderEntry>> list(const std::string& folder) = 0;
  /// All that lies below `folder` and is no folder, in byte order of the paths; a folder that is not there is empty.
  /// Folders more than eight deep are given like files, and not entered.
  virtual Result<std::vector<FoundFile>> walk(const std::string& folder);

  /// A new file (D110 when one is there). Sync::yes: its bytes have reached the disk on return. After a failure
  /// the file is taken away again as far as the disk lets it.
  virtual Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights = FileState::everybody) = 0;
  virtual Result<> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<> remove(const std::string& path) = 0;
  /// The folder and those above it; not an error when it is there.
  virtual Result<> make_folder(const std::string& folder) = 0;
  virtual Result<> remove_folder(const std::string& folder) = 0;
  /// The names in `folder` have reached the disk on return.
  virtual Result<> sync_folder(const std::string& folder) = 0;
  /// Everything on this file system has.
  virtual Result<> sync_all() = 0;

  // For what a caller names; a workspace's disk has none of it.

  /// Where a path leads when every link in it is followed; no value when nothing is there. D116 with Exit::usage
  /// for a link to nowhere.
  virtual Result<std::optional<std::string>> real_path(const std::string& path);
  /// Whether a file could be made at `path`: its folder is there and may be written.
  virtual Result<> check_may_create(const std::string& path);
  /// Into a device or a pipe that is there; D103 for anything else.
  virtual Result<> write_into(const std::string& path, std::string_view bytes);

  /// How the system calls a path of this disk, for a library that opens files by itself; empty: not at all.
  virtual std::string system_path(const std::string&) const { return {}; }
  /// An open-file-description lock on `path`, made when missing. `waiting` is called once after a second.
  virtual Result<std::unique_ptr<Lock>> lock(const std::string& path, Lock::Kind kind,
                                             std::chrono::milliseconds wait,
                                             const std::function<void()>& waiting) = 0;
};

}  // namespace mloc
