#include "mloc/store/keys.hpp"

#include <set>

#include "mloc/base/seal.hpp"

namespace mloc {
namespace {

constexpr std::size_t longest_key = 4096;
constexpr std::size_t whole_above = 64;  // files; more are synced with the whole file system

std::string temporary_of(const CaseId& id) { return id.folder() + "/." + id.text() + ".tmp"; }

}  // namespace

std::string key_path(const CaseId& id) { return id.folder() + "/" + id.text() + ".key"; }

Result<std::optional<std::string>> Keys::find(const CaseId& id) const {
  const std::string path = key_path(id);
  TRY(there, disk_->state(path));
  if (!there) return std::nullopt;
  TRY(bytes, disk_->read(path, longest_key));
  auto key = read_person_key(bytes);
  if (!key) return fail(Exit::disk, problem("H154"_m, folder_ + "/" + path));
  return key;
}

Result<bool> Keys::holds(const CaseId& id) const {
  TRY(there, disk_->state(key_path(id)));
  return there.has_value();
}

Result<> Keys::add(const std::map<std::string, std::string>& keys) {
  if (keys.empty()) return {};
  const bool whole = keys.size() > whole_above;
  std::set<std::string> folders;
  for (const auto& [name, key] : keys) {
    const CaseId id = *CaseId::parse(name);
    if (folders.insert(id.folder()).second) CHECKED(disk_->make_folder(id.folder()));
    TRY(stale, disk_->state(temporary_of(id)));
    if (stale) CHECKED(disk_->remove(temporary_of(id)));
    CHECKED(disk_->create(temporary_of(id), write_person_key(key), whole ? Sync::no : Sync::yes));
  }
  if (whole) CHECKED(disk_->sync_all());
  // Renamed into place, so that a key is whole or not there.
  for (const auto& [name, key] : keys) CHECKED(disk_->rename(temporary_of(*CaseId::parse(name)), key_path(*CaseId::parse(name))));
  if (whole) return disk_->sync_all();
  for (const std::string& folder : folders) CHECKED(disk_->sync_folder(folder));
  return disk_->sync_folder("");
}

Result<> Keys::destroy(const CaseId& id) {
  for (const std::string& path : {key_path(id), temporary_of(id)}) {
    TRY(there, disk_->state(path));
    if (there) CHECKED(disk_->remove(path));
  }
  TRY(folder, disk_->state(id.folder()));
  return folder ? disk_->sync_folder(id.folder()) : Result<>();
}

}  // namespace mloc
