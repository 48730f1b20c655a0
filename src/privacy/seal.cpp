#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/check/plain_past.hpp"
#include "mloc/privacy/seal_settings.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/store/sealing_mark.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/unfinished.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

const std::string ignore_path = ".gitignore";

struct Found {
  Change change;
  std::size_t people = 0, references = 0;
};

/// Without its key a record that is sealed stays as it is.
Result<bool> is_done(SealedDisk& disk, const Dossier& dossier, const std::string& path) {
  if (!is_sealed(dossier)) return false;
  if (has_digests(dossier) || !disk.keys()) return true;
  TRY(key, disk.keys()->find(*key_of(path)));
  return !key;
}

Result<> add_identities(const Workspace& workspace, Found& found) {
  TRY(listing, workspace.store().list(FileKind::identity));
  for (const FoundFile& one : listing.files) {
    TRY(file, workspace.store().read(one.path));
    TRY(dossier, read_dossier(std::move(file.bytes), one.path, Folder::identities));
    TRY(done, is_done(sealed_disk(workspace.disk()), *dossier, one.path));
    if (done) continue;
    if (!is_canonical(*dossier)) return fail(Exit::no, at({one.path, 1, 1, {}}, problem("H153"_m)));
    found.change.put(one.path, std::move(dossier->bytes), file.digest);
    ++found.people;
  }
  return {};
}

Result<> add_references(const Workspace& workspace, Found& found) {
  TRY(listing, workspace.store().list(FileKind::passport));
  for (const FoundFile& one : listing.files) {
    if (one.path.ends_with(".yaml")) continue;
    TRY(file, workspace.store().read(one.path));
    if (is_sealed_reference(file.bytes)) continue;
    found.change.put(one.path, std::move(file.bytes), file.digest);
    ++found.references;
  }
  return {};
}

std::string actor_of(const Workspace& workspace) {
  const auto actor = workspace.actor();
  return actor ? *actor : "-";
}

/// The workspace says so from now on, and git no longer passes the identities over.
Result<> add_mark(const Workspace& workspace, Found& found) {
  TRY(mark, workspace.store().find(std::string(sealing_mark)));
  const std::string before = mark ? mark->bytes : "";
  found.change.put(std::string(sealing_mark), with_sealing(before, workspace.world().today(), actor_of(workspace)), mark ? std::optional(mark->digest) : std::nullopt);
  TRY(ignored, workspace.store().find(ignore_path));
  if (ignored) found.change.put(ignore_path, without_ignored_identities(ignored->bytes), ignored->digest);
  return {};
}

/// Whether the mark says sealed; a workspace that an older version sealed has none.
Result<bool> is_marked(const Workspace& workspace) {
  TRY(mark, workspace.store().holds(std::string(sealing_mark)));
  return mark && sealed_disk(workspace.disk()).seals();
}

}  // namespace

std::string without_ignored_identities(std::string_view ignored) {
  std::string text;
  for (const std::string_view line : split(ignored, '\n'))
    if (!line.empty() && std::string(line) + "\n" != ignored_identities) text += std::string(line) + "\n";
  return text;
}

Result<Exit> seal_identities(World& world, const Globals& globals, const SealArgs&) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  SealedDisk& disk = sealed_disk(workspace.disk());
  Found found;
  CHECKED(add_identities(workspace, found));
  CHECKED(add_references(workspace, found));
  TRY(marked, is_marked(workspace));
  if (!marked) CHECKED(add_mark(workspace, found));
  const bool had_keys = disk.keys() != nullptr;
  disk.start_sealing();
  if (!globals.dry_run) CHECKED(make_key_store(world, disk));
  TRY(written, workspace.commit(found.change));
  // What was in clear until now may be in it.
  if (!globals.dry_run && !marked) CHECKED(take_cache_away(disk.raw()));
  CHECKED(check::warn_of_plain_past(workspace));
  if (written == 0 && found.people == 0 && found.references == 0 && had_keys) {
    CHECKED(say(workspace, phrase("sealed already; the keys are in {}", printable(disk.keys_folder()))));
    return Exit::done;
  }
  CHECKED(say(workspace, phrase("{} people and {} references sealed; the keys are in {}: back them up, apart from the repository",
                                found.people, found.references, printable(disk.keys_folder()))));
  return Exit::done;
}

namespace {

/// H150 where a key is not here: half a workspace in clear would be mixed.
Result<> open_all(Workspace& workspace, Found& found) {
  SealedDisk& disk = sealed_disk(workspace.disk());
  for (const FileKind kind : {FileKind::identity, FileKind::passport}) {
    TRY(listing, workspace.store().list(kind));
    for (const FoundFile& one : listing.files) {
      if (!key_of(one.path)) continue;
      TRY(file, workspace.store().read(one.path));
      if (kind == FileKind::identity ? !holds_sealed(file.bytes) : !is_sealed_reference(file.bytes)) continue;
      TRY(opened, disk.opened(one.path, std::string(file.bytes)));
      if (opened == file.bytes) return fail(Exit::unknown, at({one.path, 0, 0, {}}, problem("H150"_m, key_of(one.path)->shown())));
      found.change.put(one.path, std::move(opened), file.digest);
      ++(kind == FileKind::identity ? found.people : found.references);
    }
  }
  return {};
}

Result<> take_mark_back(const Workspace& workspace, const std::string& reason, Found& found) {
  TRY(actor, workspace.actor());
  TRY(mark, workspace.store().find(std::string(sealing_mark)));
  found.change.put(std::string(sealing_mark), without_sealing(mark ? mark->bytes : "", workspace.world().today(), actor, reason),
                   mark ? std::optional(mark->digest) : std::nullopt);
  TRY(ignored, workspace.store().find(ignore_path));
  const std::string text = ignored ? without_ignored_identities(ignored->bytes) : "";
  found.change.put(ignore_path, text + std::string(ignored_identities), ignored ? std::optional(ignored->digest) : std::nullopt);
  return {};
}

}  // namespace

Result<Exit> undo_sealing(World& world, const Globals& globals, const SealUndoArgs& args) {
  if (trimmed(args.reason).empty() || find_not_admitted(args.reason) != std::string_view::npos)
    return fail(Exit::usage, problem("C115"_m, "--reason"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  SealedDisk& disk = sealed_disk(workspace.disk());
  if (!disk.seals()) {
    CHECKED(say(workspace, phrase("not sealed")));
    return Exit::done;
  }
  // What lies in clear beside what is sealed stays as it is.
  disk.stop_sealing();
  Found found;
  CHECKED(open_all(workspace, found));
  CHECKED(take_mark_back(workspace, args.reason, found));
  CHECKED(workspace.commit(found.change));
  CHECKED(say(workspace, phrase("{} people and {} references lie in clear; what git has of names it keeps until `git rm --cached -r identities`", found.people,
                                found.references)));
  return Exit::done;
}

}  // namespace mloc::privacy
