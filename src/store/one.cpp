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

/// What a sweep after a sudden end must know: the temporary file, and what lay at its target before and shall lie there after.
std::string note_of(const std::string& temporary, const Change::Entry& entry) {
  const std::optional<Digest> after = entry.bytes ? std::optional(blake2b(*entry.bytes)) : std::nullopt;
  return fmt::format("{}\n{}\n{}\n", temporary, entry.expected ? hex(*entry.expected) : "-", after ? hex(*after) : "-");
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
  if (auto same = compare(disk, {{path, &entry}}); !same && same.error().exit == Exit::conflict) failure = same.error();
  return given_up(disk, temporary_of(path), std::move(failure));
}

/// A moment ago the file was what was read; what really lay there is seen only now, beside it.
Result<> put_back(Disk& disk, const std::string& temporary, const std::string& path, bool was_there) {
  TRY(placed, was_there ? exchange(disk, temporary, path) : rename_new(disk, temporary, path));
  // Somebody was faster once more: both stay, and no sweep takes the temporary file.
  if (placed == Exchange::Placed::taken) CHECKED(disk.remove(note));
  return {};
}

enum class Moved { done, by_rename };

/// The new file takes the place of the old one in one step; an edit of the last moment is put back and is a conflict.
Result<Moved> swap_in(Disk& disk, const std::string& temporary, const std::string& path, const Change::Entry& entry) {
  TRY(placed, entry.expected ? exchange(disk, temporary, path) : rename_new(disk, temporary, path));
  if (placed == Exchange::Placed::taken) return fail(Exit::conflict, problem("D107"_m, path));
  if (placed == Exchange::Placed::cannot) {
    CHECKED(disk.rename(temporary, path));
    return Moved::by_rename;
  }
  if (!entry.expected) return Moved::done;
  TRY(was, digest_now(disk, temporary));
  if (was == entry.expected) return Moved::done;
  CHECKED(put_back(disk, temporary, path, true));
  return fail(Exit::conflict, problem("D107"_m, path));
}

}  // namespace

Result<Exchange::Placed> exchange(Disk& disk, const std::string& one, const std::string& other) {
  auto* able = dynamic_cast<Exchange*>(&disk);
  return able ? able->exchange(one, other) : Result<Exchange::Placed>(Exchange::Placed::cannot);
}

Result<Exchange::Placed> rename_new(Disk& disk, const std::string& from, const std::string& to) {
  auto* able = dynamic_cast<Exchange*>(&disk);
  return able ? able->rename_new(from, to) : Result<Exchange::Placed>(Exchange::Placed::cannot);
}

std::string parent_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string temporary_of(const std::string& path) {
  const std::string above = parent_folder(path);
  const std::string name = above.empty() ? path : path.substr(above.size() + 1);
  return (above.empty() ? "." : above + "/.") + name + std::string(ending);
}

std::string target_of(const std::string& temporary) {
  const std::string above = parent_folder(temporary);
  const std::string name = above.empty() ? temporary : temporary.substr(above.size() + 1);
  return (above.empty() ? "" : above + "/") + name.substr(1, name.size() - 1 - ending.size());
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
  if (auto noted = disk.create(note, note_of(temporary, entry), Sync::no); !noted)
    return given_up(disk, temporary, noted.error());
  if (auto written = put_temporary(disk, temporary, *entry.bytes); !written)
    return given_up(disk, temporary, written.error());
  if (auto same = compare(disk, {{path, &entry}}); !same) return given_up(disk, temporary, same.error());
  bool is_tidy = true;
  if (auto moved = swap_in(disk, temporary, path, entry); !moved)
    return moved.error().exit == Exit::conflict ? given_up(disk, temporary, moved.error()) : failed_rename(disk, path, entry, moved.error());
  else if (*moved == Moved::done && entry.expected)
    is_tidy = disk.remove(temporary).has_value();
  if (auto synced = sync_names(disk, path, !entry.expected); !synced) return not_confirmed(path, synced.error());
  if (is_tidy) (void)disk.remove(note);
  return {};
}

namespace {

/// Beside its place first, where it can be looked at: an edit of the last moment is put back.
Result<> move_away(Disk& disk, const std::string& temporary, const std::string& path, const Change::Entry& entry) {
  TRY(stale, disk.state(temporary));
  if (stale) CHECKED(disk.remove(temporary));
  CHECKED(disk.create(note, note_of(temporary, entry), Sync::no));
  TRY(placed, rename_new(disk, path, temporary));
  if (placed != Exchange::Placed::done) return disk.remove(path);
  TRY(was, digest_now(disk, temporary));
  if (was == entry.expected) return disk.remove(temporary);
  CHECKED(put_back(disk, temporary, path, false));
  return fail(Exit::conflict, problem("D107"_m, path));
}

}  // namespace

Result<> remove_one(Disk& disk, const std::string& path, const Change::Entry& entry) {
  CHECKED(compare(disk, {{path, &entry}}));
  const auto moved = move_away(disk, temporary_of(path), path, entry);
  if (!moved) {
    const auto now = disk.state(path);
    if (now && !*now) return not_confirmed(path, moved.error());
    (void)disk.remove(note);
    return moved;
  }
  if (auto synced = sync_names(disk, path, false); !synced) return not_confirmed(path, synced.error());
  (void)disk.remove(note);
  return {};
}

}  // namespace mloc::journal
