#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/store/change.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// How a command waits for another one that holds the lock (cli.md: a message after a second, then Exit::locked).
struct Opening {
  std::string folder = ".";  ///< how the user called the workspace, for D109
  std::chrono::milliseconds wait = std::chrono::seconds(30);
  std::function<void()> waiting = [] {};  ///< called once after a second
};

/// One file as read: what a later commit compares is its digest (BLAKE2b).
struct FileBytes {
  std::string bytes;
  Digest digest;
};

/// What a folder of the workspace holds, in byte order of the paths, and what does not belong there: links, pipes,
/// devices (D103), names that no file of the kind has (D124). Names that start with a dot are passed over.
struct Listing {
  std::vector<FoundFile> files;
  std::vector<Problem> problems;
};

/// The files of a workspace, for reading.
class Store {
 public:
  /// one: a file or a few, no lock; many: a shared lock, so that half a batch is never seen.
  enum class Reading { one, many };
  static constexpr std::size_t limit = 16u << 20;  ///< bytes of one file

  /// D109 with Exit::no_workspace without mloc.toml. A batch that was decided but not finished is finished first;
  /// D108, D123 when that cannot be done safely: then nothing was changed. A read-only disk without a batch is fine.
  static Result<Store> open(Disk& disk, Reading reading, const Opening& opening);

  Result<FileBytes> read(const std::string& path) const;
  /// No value when there is no such file.
  Result<std::optional<FileBytes>> find(const std::string& path) const;
  Result<bool> holds(const std::string& path) const;
  /// All files of a kind with their state (for the index), walked without reading them.
  Result<Listing> list(FileKind kind) const;

 protected:
  Store(Disk& disk, std::unique_ptr<Lock> lock) : disk_(&disk), lock_(std::move(lock)) {}
  Disk* disk_;
  std::unique_ptr<Lock> lock_;
};

/// The same with the exclusive lock, held until it is destroyed.
class WritableStore final : public Store {
 public:
  /// Says what is wrong with the new bytes of a file; commands hand in the reader of its kind.
  using Check = std::function<Result<>(const std::string& path, std::string_view bytes)>;

  /// As Store::open; sweeps what a dead writer left.
  static Result<WritableStore> open(Disk& disk, const Opening& opening);
  /// For `init`: the folder need not be a workspace yet.
  static Result<WritableStore> create(Disk& disk, const Opening& opening);

  /// Puts the change down, all of it or nothing, and gives the number of files that differ now (0: nothing was
  /// written at all). On return without a failure it survives a power cut. Failures:
  /// - those of `check`, all of them, and D107 with Exit::conflict when a file is not what was read: nothing written;
  /// - D101, D102: nothing changed;
  /// - D121: in place, but the disk has not confirmed it;
  /// - D122: decided; the next command that opens the workspace finishes it.
  Result<std::size_t> commit(const Change& change, const Check& check);

 private:
  using Store::Store;
};

}  // namespace mloc
