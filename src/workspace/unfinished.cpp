#include "mloc/workspace/unfinished.hpp"

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {
namespace {

/// Holds the ids whose keys are to be destroyed, from before the change to after the last key.
const std::string note = ".mloc/forgetting";
const std::vector<std::string> cache_files = {".mloc/cache.seen", ".mloc/cache.sqlite", ".mloc/cache.sqlite-journal"};

bool has_tombstone(std::string_view bytes) { return bytes.find("\nrecord: erasure/") != std::string_view::npos; }

Result<> take_away(Disk& disk, const std::string& path) {
  TRY(there, disk.state(path));
  return there ? disk.remove(path) : Result<>();
}

}  // namespace

Result<> take_cache_away(Disk& disk) {
  for (const std::string& path : cache_files) CHECKED(take_away(disk, path));
  return {};
}

Result<> note_forgetting(Disk& disk, const std::vector<CaseId>& ids) {
  std::string text;
  for (const CaseId& one : ids) text += one.text() + "\n";
  CHECKED(take_away(disk, note));
  CHECKED(disk.create(note, text, Sync::yes));
  return disk.sync_folder(".mloc");
}

Result<> finish_forgetting(World& world, SealedDisk& disk) {
  TRY(there, disk.raw().state(note));
  if (!there) return {};
  TRY(text, disk.raw().read(note, 1u << 20));
  std::vector<CaseId> ids;
  for (const std::string_view line : split(text, '\n'))
    if (const auto id = CaseId::parse(line)) ids.push_back(*id);
  // A note that is torn was written for a change that never came.
  TRY(dossier, ids.empty() ? Result<std::optional<FileState>>(std::nullopt) : disk.raw().state(case_path(ids.front())));
  bool decided = false;
  if (dossier) {
    TRY(bytes, disk.raw().read(case_path(ids.front()), Store::limit));
    decided = has_tombstone(bytes);
  }
  if (decided && disk.seals() && !disk.keys()) {
    remark(world, phrase("the key of {} is still to be destroyed; no key store at {}", ids.front().shown(), printable(disk.keys_folder())));
    return {};
  }
  if (decided) {
    if (disk.keys())
      for (const CaseId& id : ids) CHECKED(disk.keys()->destroy(id));
    CHECKED(take_cache_away(disk.raw()));
  }
  CHECKED(take_away(disk.raw(), note));
  return disk.raw().sync_folder(".mloc");
}

}  // namespace mloc
