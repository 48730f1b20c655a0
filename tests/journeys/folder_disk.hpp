#pragma once
#include <string>

#include "mloc/sys/disk.hpp"
#include "mloc/sys/exchange.hpp"

namespace mloc {

/// The part of a disk below one folder, as a workspace sees it.
class FolderDisk final : public Disk, public Exchange {
 public:
  FolderDisk(Disk& inner, std::string folder) : inner_(inner), folder_(std::move(folder)) {}

  Result<std::string> read(const std::string& path, std::size_t limit) override { return inner_.read(at(path), limit); }
  Result<std::optional<FileState>> state(const std::string& path) override { return inner_.state(at(path)); }
  Result<std::vector<FolderEntry>> list(const std::string& path) override { return inner_.list(at(path)); }
  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) override {
    return inner_.create(at(path), bytes, sync, rights);
  }
  Result<> rename(const std::string& from, const std::string& to) override { return inner_.rename(at(from), at(to)); }
  Result<Placed> exchange(const std::string& one, const std::string& other) override {
    return dynamic_cast<Exchange&>(inner_).exchange(at(one), at(other));
  }
  Result<Placed> rename_new(const std::string& from, const std::string& to) override {
    return dynamic_cast<Exchange&>(inner_).rename_new(at(from), at(to));
  }
  Result<> remove(const std::string& path) override { return inner_.remove(at(path)); }
  Result<> make_folder(const std::string& path) override { return inner_.make_folder(at(path)); }
  Result<> remove_folder(const std::string& path) override { return inner_.remove_folder(at(path)); }
  Result<> sync_folder(const std::string& path) override { return inner_.sync_folder(at(path)); }
  Result<> sync_all() override { return inner_.sync_all(); }
  Result<std::unique_ptr<Lock>> lock(const std::string& path, Lock::Kind kind, std::chrono::milliseconds wait,
                                     const std::function<void()>& waiting) override {
    return inner_.lock(at(path), kind, wait, waiting);
  }

 private:
  std::string at(const std::string& path) const {
    if (folder_.empty() || path.empty()) return folder_ + path;
    return folder_ + "/" + path;
  }
  Disk& inner_;
  std::string folder_;
};

}  // namespace mloc
