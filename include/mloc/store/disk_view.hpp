#pragma once
#include "mloc/sys/disk.hpp"
#include "mloc/sys/exchange.hpp"

namespace mloc {

/// Passes every call on to a disk that outlives it.
class DiskView : public Disk, public Exchange {
 public:
  explicit DiskView(Disk& inner) : inner_(inner) {}
  Result<std::string> read(const std::string& path, std::size_t limit) override { return inner_.read(path, limit); }
  Result<std::optional<FileState>> state(const std::string& path) override { return inner_.state(path); }
  Result<std::vector<FolderEntry>> list(const std::string& folder) override { return inner_.list(folder); }
  Result<std::vector<FoundFile>> walk(const std::string& folder) override { return inner_.walk(folder); }
  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) override {
    return inner_.create(path, bytes, sync, rights);
  }
  Result<> rename(const std::string& from, const std::string& to) override { return inner_.rename(from, to); }
  Result<Placed> exchange(const std::string& one, const std::string& other) override {
    auto* able = dynamic_cast<Exchange*>(&inner_);
    return able ? able->exchange(one, other) : Result<Placed>(Placed::cannot);
  }
  Result<Placed> rename_new(const std::string& from, const std::string& to) override {
    auto* able = dynamic_cast<Exchange*>(&inner_);
    return able ? able->rename_new(from, to) : Result<Placed>(Placed::cannot);
  }
  Result<> remove(const std::string& path) override { return inner_.remove(path); }
  Result<> make_folder(const std::string& folder) override { return inner_.make_folder(folder); }
  Result<> remove_folder(const std::string& folder) override { return inner_.remove_folder(folder); }
  Result<> sync_folder(const std::string& folder) override { return inner_.sync_folder(folder); }
  Result<> sync_all() override { return inner_.sync_all(); }
  Result<std::optional<std::string>> real_path(const std::string& path) override { return inner_.real_path(path); }
  Result<> check_may_create(const std::string& path) override { return inner_.check_may_create(path); }
  Result<> write_into(const std::string& path, std::string_view bytes) override { return inner_.write_into(path, bytes); }
  std::string system_path(const std::string& path) const override { return inner_.system_path(path); }
  Result<std::unique_ptr<Lock>> lock(const std::string& path, Lock::Kind kind, std::chrono::milliseconds wait,
                                     const std::function<void()>& waiting) override {
    return inner_.lock(path, kind, wait, waiting);
  }

 protected:
  Disk& inner() const { return inner_; }

 private:
  Disk& inner_;
};

}  // namespace mloc
