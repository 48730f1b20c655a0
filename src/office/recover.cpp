#include "mloc/base/phrases.hpp"
#include "mloc/cli/say.hpp"
#include "mloc/store/recover.hpp"
#include "mloc/workspace/key_store.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"
#include "recover_verbs.hpp"

namespace mloc::office {
namespace {

using K = Column::Kind;

const char* there_code(WaitingFile::There there) {
  switch (there) {
    case WaitingFile::There::old: return "before";
    case WaitingFile::There::done: return "after";
    case WaitingFile::There::gone: return "gone";
    default: return "edited";
  }
}

const char* held_code(WaitingFile::Held held) {
  if (held == WaitingFile::Held::bytes) return "after";
  return held == WaitingFile::Held::removal ? "removal" : "nothing";
}

Table table_of(const WaitingBatch& batch) {
  Table table{"recover", {{"file", K::text, "File", "Fichier"}, {"there", K::text, "There", "Sur place"}, {"journal", K::text, "Journal", "Journal"}}, {}};
  for (const WaitingFile& file : batch.files) table.rows.push_back({file.path, there_code(file.there), held_code(file.held)});
  return table;
}

Opening opening_of(World& world, const Globals& globals) {
  Opening opening;
  opening.folder = globals.directory;
  if (globals.lock_wait) opening.wait = *globals.lock_wait;
  opening.waiting = [&world] { remark(world, phrase("another mloc is at work here; waiting")); };
  return opening;
}

Result<> require_workspace(Disk& disk, const Globals& globals) {
  TRY(settings, disk.state(std::string(settings_path)));
  TRY(waiting, waiting_batch(disk));
  return settings || waiting ? Result<>() : fail(Exit::no_workspace, problem("D109"_m, globals.directory));
}

Result<> show(World& world, const Globals& globals, const WaitingBatch& batch) {
  if (!batch.is_readable) return say(world, globals, phrase("a batch waits, and its journal is damaged: `mloc recover files` puts aside what it holds"));
  CHECKED(print(world, globals, table_of(batch)));
  return say(world, globals, phrase("`mloc recover journal` puts the batch in place, `mloc recover files` leaves the files; the other side is kept"));
}

}  // namespace

Result<Exit> recover(World& world, const Globals& globals, const RecoverArgs& args) {
  TRY(disk, open_sealed_disk(world, globals.directory));
  Disk& files = disk->stored();
  CHECKED(require_workspace(files, globals));
  TRY(lock, lock_to_recover(files, opening_of(world, globals)));
  TRY(batch, waiting_batch(files));
  if (!batch) {
    CHECKED(say(world, globals, phrase("nothing waits: no batch was interrupted")));
    return Exit::done;
  }
  if (!args.side || globals.dry_run) {
    CHECKED(show(world, globals, *batch));
    return Exit::done;
  }
  TRY(kept, *args.side == "journal" ? take_journal(files) : take_files(files));
  if (kept.empty()) CHECKED(say(world, globals, phrase("the batch is in place; nothing else lay there")));
  else if (*args.side == "journal") CHECKED(say(world, globals, phrase("the batch is in place; what lay there is kept in {}", kept)));
  else CHECKED(say(world, globals, phrase("the files stay as they are; what the journal held is kept in {}", kept)));
  return Exit::done;
}

}  // namespace mloc::office
