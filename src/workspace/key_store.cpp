#include "mloc/workspace/key_store.hpp"

#include "mloc/sys/folder_rights.hpp"
#include "output_place.hpp"

namespace mloc {
namespace {

std::string keys_folder(const World& world, const Disk& disk, const std::string& folder) {
  const auto named = world.environment.find("MLOC_KEYS");
  if (named != world.environment.end() && !named->second.empty()) return named->second;
  // However the workspace was called, its store is the same.
  const std::string known = disk.system_path("");
  std::string place = known.empty() ? folder : real_folder(known);
  while (place.size() > 1 && place.ends_with('/')) place.pop_back();
  return place + ".keys";
}

}  // namespace

Result<std::unique_ptr<SealedDisk>> open_sealed_disk(World& world, const std::string& folder) {
  TRY(raw, world.open(folder));
  std::string place = keys_folder(world, *raw, folder);
  TRY(there, world.files.state(place));
  std::unique_ptr<Disk> keys;
  if (there) {
    TRY(opened, world.open(place));
    // Asked each time: rights change behind the program's back, by a copy or an unpacked backup.
    const std::string known = opened->system_path("");
    if (!known.empty() && !is_closed_to_others(known)) return fail(Exit::disk, problem("V156"_m, place));
    keys = std::move(opened);
  }
  return std::make_unique<SealedDisk>(std::move(raw), std::move(place), std::move(keys));
}

Result<> make_key_store(World& world, SealedDisk& disk) {
  if (!disk.keys()) {
    CHECKED(world.files.make_folder(disk.keys_folder()));
    TRY(opened, world.open(disk.keys_folder()));
    disk.use_keys(std::move(opened));
  }
  // A store may have been begun by a command that died: its last file says that it is whole.
  Disk& keys = disk.keys()->disk();
  TRY(whole, keys.state(Keys::ignore_file));
  if (whole) return {};
  CHECKED(world.files.sync_folder(folder_above(disk.keys_folder())));
  if (const std::string place = keys.system_path(""); !place.empty()) CHECKED(close_to_others(place));
  CHECKED(keys.create(Keys::ignore_file, "*\n", Sync::yes));
  return keys.sync_folder("");
}

}  // namespace mloc
