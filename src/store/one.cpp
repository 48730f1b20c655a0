#include "journal.hpp"
#include "mloc/store/store.hpp"

namespace mloc::journal {
namespace {

constexpr std::string_view ending = ".mloc-tmp";

tl::unexpected<Failure> not_confirmed(const std::string& path, const Failure& failure) {
  return fail(Exit::disk, problem("D121"_m, path, failure.problems.front().text));
}

/// Takes both away again; what the disk refuses now is swept by the next writer.
tl::unexpected<Failure> given_up(Disk& disk, const std::string& temporary, Failure failure) {
  (void)disk.remove(temporary);
  (void)disk.remove(note);
  return tl::make_unexpected(std::move(failure));
}

Result<> put_temporary(Disk& disk, const std::string& temporary, const std::string& bytes) {
  TRY(stale, disk.state(temporary));
  if (stale) CHECKED(disk.remove(temporary));
  return disk.create(temporary, bytes, Sync::yes);
}

/// A rename that fails with an I/O error may have happened all the same.
Result<> failed_rename(Disk& disk, const std::string& path, const Change::Entry& entry, Failure failure) {
  const auto now = digest_now(disk, path);
  if (now && *now && **now == blake2b(*entry.bytes) && *now != entry.expected) return not_confirmed(path, failure);
  return given_up(disk, temporary_of(path), std::move(failure));
}

}  // namespace

std::string parent_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string temporary_of(const std::string& path) {
  const std::string above = parent_folder(path);
  const std::string name = above.empty() ? path : path.substr(above.size() + 1);
  return (above.empty() ? "." : above + "/.") + name + std::string(ending);
}

bool is_temporary(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with('.') && name.ends_with(ending);
}

Result<std::optional<Digest>> digest_now(Disk& disk, const std::string& path) {
  TRY(state, disk.state(path));
  if (!state) return std::nullopt;
  TRY(bytes, disk.read(path, Store::limit));
  return blake2b(bytes);
}

Result<> compare(Disk& disk, const Entries& entries) {
  std::vector<Problem> problems;
  for (const auto& [path, entry] : entries) {
    TRY(now, digest_now(disk, path));
    if (now != entry->expected) problems.push_back(problem("D107"_m, path));
  }
  if (!problems.empty()) return fail(Exit::conflict, std::move(problems));
  return {};
}

Result<> sync_names(Disk& disk, const std::string& path, bool is_new) {
  std::string above = parent_folder(path);
  CHECKED(disk.sync_folder(above));
  // A folder may have been made by a writer that died before it reached the disk: its being there proves nothing.
  while (is_new && !above.empty()) {
    above = parent_folder(above);
    CHECKED(disk.sync_folder(above));
  }
  return {};
}

Result<> put_one(Disk& disk, const std::string& path, const Change::Entry& entry) {
  const std::string temporary = temporary_of(path);
  const std::string above = parent_folder(path);
  if (!above.empty()) CHECKED(disk.make_folder(above));
  if (auto noted = disk.create(note, temporary + "\n", Sync::no); !noted)
    return given_up(disk, temporary, noted.error());
  if (auto written = put_temporary(disk, temporary, *entry.bytes); !written)
    return given_up(disk, temporary, written.error());
  if (auto same = compare(disk, {{path, &entry}}); !same) return given_up(disk, temporary, same.error());
  if (auto renamed = disk.rename(temporary, path); !renamed)
    return failed_rename(disk, path, entry, renamed.error());
  if (auto synced = sync_names(disk, path, !entry.expected); !synced) return not_confirmed(path, synced.error());
  (void)disk.remove(note);
  return {};
}

Result<> remove_one(Disk& disk, const std::string& path, const Change::Entry& entry) {
  CHECKED(compare(disk, {{path, &entry}}));
  if (auto removed = disk.remove(path); !removed) {
    const auto now = disk.state(path);
    if (now && !*now) return not_confirmed(path, removed.error());
    return removed;
  }
  if (auto synced = sync_names(disk, path, false); !synced) return not_confirmed(path, synced.error());
  return {};
}

}  // namespace mloc::journal
