#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "mloc/sys/disk.hpp"
#include "mloc/sys/exchange.hpp"

namespace mloc {

/// A disk in memory that knows what a power cut would leave. Names are changed by operations that stay pending until
/// the folder they touch is synced (a rename touches two and is never torn); bytes that were not synced may be lost.
/// Every step that changes the disk is counted and may be made to fail; create() has three: open, write, fsync.
class MemoryDisk final : public Disk, public Exchange {
 public:
  /// The process ended here: nothing after it ran.
  struct Ended {};
  enum class Break { nothing, no_space, io_error, short_write, kill };
  struct Plan {
    std::size_t at = 0;  ///< the step that fails, from 1; 0: none
    Break what = Break::nothing;
    bool persistent = false;  ///< every later step fails too
  };
  /// What of the pending operations and unsynced bytes a power cut leaves.
  enum class Survival { nothing, everything, random };

  MemoryDisk() = default;
  /// A test's shorthand: the files are there, durably.
  explicit MemoryDisk(const std::map<std::string, std::string>& files);

  void plan(Plan plan);  ///< counts from 0 again
  std::size_t steps() const { return steps_; }
  void cut_power(Survival survival, std::uint32_t seed);
  std::map<std::string, std::string> files() const;  ///< all of them, by path
  /// As an editor or a checkout would, past the program and durably.
  void put(const std::string& path, const std::string& bytes);
  void take_away(const std::string& path);
  /// Something that is neither file nor folder.
  void put_link(const std::string& path);

  Result<std::string> read(const std::string& path, std::size_t limit) override;
  Result<std::optional<FileState>> state(const std::string& path) override;
  Result<std::vector<FolderEntry>> list(const std::string& folder) override;
  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights = FileState::everybody) override;
  Result<> rename(const std::string& from, const std::string& to) override;
  Result<Placed> exchange(const std::string& one, const std::string& other) override;
  Result<Placed> rename_new(const std::string& from, const std::string& to) override;
  Result<> remove(const std::string& path) override;
  Result<> make_folder(const std::string& folder) override;
  Result<> remove_folder(const std::string& folder) override;
  Result<> sync_folder(const std::string& folder) override;
  Result<> sync_all() override;
  Result<std::unique_ptr<Lock>> lock(const std::string& path, Lock::Kind kind, std::chrono::milliseconds wait,
                                     const std::function<void()>& waiting) override;

 private:
  struct Node {
    FileState::Kind kind = FileState::Kind::file;
    std::string bytes;
    bool durable = false;  ///< its bytes
    std::int64_t modified = 0;
    std::uint64_t number = 0;
  };
  using NodePointer = std::shared_ptr<Node>;
  using Names = std::map<std::string, NodePointer>;
  struct Operation {
    std::string from;  ///< empty: a new name
    std::string to;    ///< empty: a removed name
    NodePointer node;
    NodePointer other = {};  ///< what lay at `to` and lies at `from` afterwards: both change places
  };
  struct Held;

  std::optional<Failure> step(const std::string& path);
  Result<> admit(const std::string& path) const;
  NodePointer find(const std::string& path) const;
  NodePointer make_node(FileState::Kind kind, std::string_view bytes);
  void apply(Operation operation);
  static void replay(Names& names, const Operation& operation);
  void settle(const std::set<std::string>& folders);
  void lose_bytes(Survival survival, std::uint32_t& seed);

  Names now_;
  Names durable_;
  std::vector<Operation> pending_;
  Plan plan_;
  std::size_t steps_ = 0;
  std::uint64_t clock_ = 1;
  std::map<std::string, int> locks_;  ///< -1: exclusive, else the number of sharers
};

}  // namespace mloc
