#pragma once
#include <memory>
#include <string>

#include "mloc/sys/disk.hpp"
#include "mloc/sys/exchange.hpp"
#include "mloc/sys/faults.hpp"

namespace mloc {

/// The real disk below one folder.
class PosixDisk final : public Disk, public Exchange {
 public:
  /// workspace: nothing outside the folder is reached, no symbolic link followed, only plain files are read.
  /// caller: any path that the user names, absolute too; links are followed, pipes and devices read and written into.
  enum class Reach { workspace, caller };
  /// kernel: openat2 where there is one; by_hand: folder after folder with O_NOFOLLOW, as on older kernels.
  enum class Walker { kernel, by_hand };
  struct Options {
    Reach reach = Reach::workspace;
    Faults* faults = nullptr;  ///< tests only; must outlive the disk
    Walker walker = Walker::kernel;
  };

  /// Fails when `folder` is no folder that can be opened.
  static Result<std::unique_ptr<Disk>> open(const std::string& folder, Options options);
  ~PosixDisk() override;
  PosixDisk(const PosixDisk&) = delete;
  PosixDisk& operator=(const PosixDisk&) = delete;

  Result<std::string> read(const std::string& path, std::size_t limit) override;
  Result<std::optional<FileState>> state(const std::string& path) override;
  Result<std::vector<FolderEntry>> list(const std::string& folder) override;
  Result<std::vector<FoundFile>> walk(const std::string& folder) override;
  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) override;
  Result<> rename(const std::string& from, const std::string& to) override;
  Result<Placed> exchange(const std::string& one, const std::string& other) override;
  Result<Placed> rename_new(const std::string& from, const std::string& to) override;
  Result<> remove(const std::string& path) override;
  Result<> make_folder(const std::string& folder) override;
  Result<> remove_folder(const std::string& folder) override;
  Result<> sync_folder(const std::string& folder) override;
  Result<> sync_all() override;
  Result<std::optional<std::string>> real_path(const std::string& path) override;
  Result<> check_may_create(const std::string& path) override;
  Result<> write_into(const std::string& path, std::string_view bytes) override;
  std::string system_path(const std::string& path) const override;
  Result<std::unique_ptr<Lock>> lock(const std::string& path, Lock::Kind kind, std::chrono::milliseconds wait,
                                     const std::function<void()>& waiting) override;

 private:
  struct Inside;
  explicit PosixDisk(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace mloc
