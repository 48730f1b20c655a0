#include "mloc/store/store.hpp"

#include "journal.hpp"

namespace mloc {
namespace {

Result<bool> is_there(Disk& disk, const std::string& path) {
  TRY(state, disk.state(path));
  return state.has_value();
}

Result<> require_settings(Disk& disk, const Opening& opening) {
  TRY(found, is_there(disk, std::string(settings_path)));
  if (!found) return fail(Exit::no_workspace, problem("D109"_m, opening.folder));
  return {};
}

/// A folder that is neither a workspace nor about to become one by an interrupted `init` is left untouched.
Result<> require_workspace(Disk& disk, const Opening& opening) {
  TRY(decided, is_there(disk, journal::commit));
  return decided ? Result<>() : require_settings(disk, opening);
}

Result<std::unique_ptr<Lock>> lock_to_write(Disk& disk, const Opening& opening) {
  CHECKED(disk.make_folder(journal::folder));
  return disk.lock(journal::lock, Lock::Kind::exclusive, opening.wait, opening.waiting);
}

/// None on a disk that cannot be written and was never locked: nobody writes there.
Result<std::unique_ptr<Lock>> lock_to_read(Disk& disk, const Opening& opening) {
  (void)disk.make_folder(journal::home);
  auto lock = disk.lock(journal::lock, Lock::Kind::shared, opening.wait, opening.waiting);
  if (lock || lock.error().exit == Exit::locked) return lock;
  TRY(found, is_there(disk, journal::lock));
  if (found) return lock;
  return std::unique_ptr<Lock>();
}

/// Waiting or another try will not help: somebody has to look, `mloc recover`.
bool cannot_be_finished(const Failure& failure) {
  const Message code = failure.problems.front().code;
  return code == "D108"_m || code == "D123"_m;
}

Result<std::unique_ptr<Lock>> lock_clean(Disk& disk, const Opening& opening) {
  for (;;) {
    TRY(lock, lock_to_read(disk, opening));
    TRY(decided, is_there(disk, journal::commit));
    if (!decided) return lock;
    lock.reset();
    TRY(writer, lock_to_write(disk, opening));
    const auto finished = journal::roll_forward(disk);
    if (finished) continue;
    if (!cannot_be_finished(finished.error())) return tl::make_unexpected(finished.error());
    // Whoever reads is told (unfinished_batch), and sees what lies there.
    writer.reset();
    return lock_to_read(disk, opening);
  }
}

bool is_hidden(std::string_view path) { return path.find("/.") != path.npos; }

}  // namespace

Result<Store> Store::open(Disk& disk, Reading reading, const Opening& opening) {
  CHECKED(require_workspace(disk, opening));
  TRY(decided, is_there(disk, journal::commit));
  std::unique_ptr<Lock> held;
  if (reading == Reading::many || decided) {
    TRY(lock, lock_clean(disk, opening));
    if (reading == Reading::many) held = std::move(lock);
  }
  CHECKED(require_settings(disk, opening));
  return Store(disk, std::move(held));
}

Result<FileBytes> Store::read(const std::string& path) const {
  TRY(bytes, disk_->read(path, limit));
  const Digest digest = blake2b(bytes);
  return FileBytes{std::move(bytes), digest};
}

Result<std::optional<FileBytes>> Store::find(const std::string& path) const {
  TRY(there, holds(path));
  if (!there) return std::nullopt;
  TRY(file, read(path));
  return std::optional(std::move(file));
}

Result<bool> Store::holds(const std::string& path) const { return is_there(*disk_, path); }

Result<Listing> Store::list(FileKind kind) const {
  TRY(found, disk_->walk(std::string(folder_of(kind))));
  Listing listing;
  for (FoundFile& file : found) {
    if (is_hidden(file.path)) continue;
    if (file.state.kind == FileState::Kind::other)
      listing.problems.push_back(problem("D103"_m, file.path));
    else if (file.state.kind != FileState::Kind::file || kind_of(file.path) != kind)
      listing.problems.push_back(problem("D124"_m, file.path));
    else
      listing.files.push_back(std::move(file));
  }
  return listing;
}

Result<WritableStore> WritableStore::open(Disk& disk, const Opening& opening) {
  CHECKED(require_workspace(disk, opening));
  TRY(store, create(disk, opening));
  CHECKED(require_settings(disk, opening));
  return store;
}

Result<WritableStore> WritableStore::create(Disk& disk, const Opening& opening) {
  TRY(lock, lock_to_write(disk, opening));
  CHECKED(journal::roll_forward(disk));
  CHECKED(journal::sweep(disk));
  return WritableStore(disk, std::move(lock));
}

namespace {

void add(std::optional<Failure>& all, Failure one) {
  if (!all) all.emplace(Failure{one.exit, {}});
  for (Problem& each : one.problems) all->problems.push_back(std::move(each));
}

Result<> accept(const std::string& path, const Change::Entry& entry, const WritableStore::Check& check) {
  if (!may_be_changed(path)) return fail(Exit::disk, problem("D105"_m, path));
  if (!entry.bytes) return {};
  if (entry.bytes->size() > Store::limit) {
    const std::size_t most = Store::limit;
    return fail(Exit::disk, problem("D104"_m, path, most));
  }
  return check(path, *entry.bytes);
}

}  // namespace

Result<std::size_t> WritableStore::commit(const Change& change, const Check& check) {
  journal::Entries entries;
  std::optional<Failure> refused;
  for (const auto& [path, entry] : change.entries()) {
    if (entry.changes_nothing()) continue;
    if (auto accepted = accept(path, entry, check); !accepted) add(refused, accepted.error());
    entries.emplace_back(path, &entry);
  }
  if (refused) return tl::make_unexpected(std::move(*refused));
  if (entries.empty()) return 0;
  // An earlier change of this command may have been decided but not finished.
  CHECKED(journal::roll_forward(*disk_));
  const auto& [path, entry] = entries.front();
  if (entries.size() > 1) CHECKED(journal::put_all(*disk_, entries));
  else if (entry->bytes) CHECKED(journal::put_one(*disk_, path, *entry));
  else CHECKED(journal::remove_one(*disk_, path, *entry));
  return entries.size();
}

}  // namespace mloc
