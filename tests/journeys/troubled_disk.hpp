#pragma once
#include <functional>
#include <string>

#include "faults/memory_disk.hpp"
#include "mloc/store/disk_view.hpp"

namespace mloc {

/// What goes wrong on the disk while one command runs. It strikes once and is over when the command ends.
struct Trouble {
  enum class What { nothing, io_error, no_space, kill };
  What what = What::nothing;
  std::string call;               ///< create, rename or sync
  std::string path;               ///< the file that is made, the new name, the folder that is synced
  std::function<void()> edit;     ///< somebody's edit, just before the first file that the command creates
};

/// The disk with its trouble.
class TroubledDisk final : public DiskView {
 public:
  TroubledDisk(Disk& inner, Trouble trouble) : DiskView(inner), trouble_(std::move(trouble)) {}
  bool killed() const { return killed_; }
  bool was_changed() const { return was_changed_; }  ///< outside `.mloc`
  /// It was to strike, and no call was the one.
  bool is_waiting() const { return trouble_.what != Trouble::What::nothing || trouble_.edit; }

  Result<> create(const std::string& path, std::string_view bytes, Sync sync, unsigned rights) override {
    if (auto edit = std::exchange(trouble_.edit, nullptr)) edit();
    CHECKED(strike("create", path));
    note_change(path);
    return DiskView::create(path, bytes, sync, rights);
  }
  Result<> rename(const std::string& from, const std::string& to) override {
    CHECKED(strike("rename", to));
    note_change(to);
    return DiskView::rename(from, to);
  }
  Result<Placed> exchange(const std::string& one, const std::string& other) override {
    CHECKED(strike("rename", other));
    note_change(other);
    return DiskView::exchange(one, other);
  }
  Result<Placed> rename_new(const std::string& from, const std::string& to) override {
    CHECKED(strike("rename", to));
    note_change(to);
    return DiskView::rename_new(from, to);
  }
  Result<> remove(const std::string& path) override {
    note_change(path);
    return DiskView::remove(path);
  }
  Result<> sync_folder(const std::string& folder) override {
    CHECKED(strike("sync", folder));
    return DiskView::sync_folder(folder);
  }

 private:
  Result<> strike(std::string_view call, const std::string& path) {
    if (call != trouble_.call || path != trouble_.path) return {};
    switch (std::exchange(trouble_.what, Trouble::What::nothing)) {
      case Trouble::What::io_error: return fail(Exit::disk, problem("D101"_m, path, "Input/output error"));
      case Trouble::What::no_space: return fail(Exit::disk, problem("D102"_m, path, "memory"));
      case Trouble::What::kill: killed_ = true; throw MemoryDisk::Ended{};
      case Trouble::What::nothing: break;
    }
    return {};
  }
  void note_change(const std::string& path) { was_changed_ = was_changed_ || path.find(".mloc/") == path.npos; }

  Trouble trouble_;
  bool killed_ = false;
  bool was_changed_ = false;
};

}  // namespace mloc
