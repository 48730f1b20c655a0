#include "mloc/store/recover.hpp"

#include "journal.hpp"
#include "mloc/base/number.hpp"

namespace mloc {
namespace {

using There = WaitingFile::There;
using Held = WaitingFile::Held;

const std::string kept_in = ".mloc/recovered";
constexpr std::size_t largest = 256u << 20;

std::string staged(std::size_t number) { return journal::stage + "/" + std::to_string(number); }

Result<std::optional<std::vector<Step>>> steps_of_journal(Disk& disk) {
  TRY(bytes, disk.read(journal::commit, largest));
  return read_manifest(bytes);
}

Result<WaitingFile> look(Disk& disk, const Step& step, std::size_t number) {
  TRY(now, journal::digest_now(disk, step.path));
  TRY(waiting, journal::digest_now(disk, staged(number)));
  WaitingFile file{step.path, There::edited, Held::nothing};
  if (now == step.after) file.there = There::done;
  else if (now == step.before) file.there = There::old;
  else if (!now) file.there = There::gone;
  if (!step.after) file.held = Held::removal;
  else if (waiting == step.after) file.held = Held::bytes;
  return file;
}

/// A folder of its own for what is kept this time.
Result<std::string> new_folder(Disk& disk) {
  for (int number = 1;; ++number) {
    const std::string folder = kept_in + "/" + std::to_string(number);
    TRY(there, disk.state(folder));
    if (there) continue;
    CHECKED(disk.make_folder(folder));
    return folder;
  }
}

/// A copy that has reached the disk before anything else happens.
Result<> keep(Disk& disk, const std::string& from, const std::string& to) {
  TRY(bytes, disk.read(from, largest));
  CHECKED(disk.make_folder(journal::parent_folder(to)));
  CHECKED(disk.create(to, bytes, Sync::yes));
  return journal::sync_names(disk, to, true);
}

/// Where the bytes lie that somebody wrote past the batch: at the path, or in the stage, when they changed places with the new file.
Result<std::optional<std::string>> edit_of(Disk& disk, const Step& step, std::size_t number, const WaitingFile& file) {
  if (file.there == There::edited) return std::optional(file.path);
  TRY(aside, journal::digest_now(disk, staged(number)));
  const bool is_edit = aside && aside != step.before && aside != step.after;
  return is_edit && file.there == There::done ? std::optional(staged(number)) : std::nullopt;
}

Result<> put(Disk& disk, const Step& step, std::size_t number) {
  if (!step.after) {
    TRY(there, disk.state(step.path));
    return there ? disk.remove(step.path) : Result<>();
  }
  if (!journal::parent_folder(step.path).empty()) CHECKED(disk.make_folder(journal::parent_folder(step.path)));
  CHECKED(disk.rename(staged(number), step.path));
  return journal::sync_names(disk, step.path, true);
}

Result<> close(Disk& disk) {
  CHECKED(disk.remove(journal::commit));
  CHECKED(disk.sync_folder(journal::folder));
  return journal::sweep(disk);
}

Result<> require_whole(const WaitingBatch& batch) {
  std::vector<Problem> lost;
  for (const WaitingFile& file : batch.files)
    if (file.held == Held::nothing && file.there != There::done) lost.push_back(problem("D181"_m, file.path));
  if (!batch.is_readable) lost.push_back(problem("D181"_m, journal::commit));
  return lost.empty() ? Result<>() : fail(Exit::disk, std::move(lost));
}

}  // namespace

Result<std::optional<Problem>> unfinished_batch(Disk& disk) {
  TRY(batch, waiting_batch(disk));
  if (!batch) return std::nullopt;
  for (const WaitingFile& file : batch->files)
    if (file.there == There::edited || file.there == There::gone) return std::optional(problem("D123"_m, file.path));
  return std::optional(problem("D108"_m, journal::commit));
}

Result<std::optional<WaitingBatch>> waiting_batch(Disk& disk) {
  TRY(there, disk.state(journal::commit));
  if (!there) return std::nullopt;
  TRY(steps, steps_of_journal(disk));
  WaitingBatch batch;
  batch.is_readable = steps.has_value();
  for (std::size_t i = 0; steps && i < steps->size(); ++i) {
    TRY(file, look(disk, (*steps)[i], i));
    batch.files.push_back(std::move(file));
  }
  return std::optional(std::move(batch));
}

Result<std::unique_ptr<Lock>> lock_to_recover(Disk& disk, const Opening& opening) {
  CHECKED(disk.make_folder(journal::folder));
  return disk.lock(journal::lock, Lock::Kind::exclusive, opening.wait, opening.waiting);
}

Result<std::string> take_journal(Disk& disk) {
  TRY(batch, waiting_batch(disk));
  CHECKED(require_whole(*batch));
  TRY(steps, steps_of_journal(disk));
  std::string folder;
  for (std::size_t i = 0; i < steps->size(); ++i) {
    TRY(edit, edit_of(disk, (*steps)[i], i, batch->files[i]));
    if (!edit) continue;
    if (folder.empty()) {
      TRY(made, new_folder(disk));
      folder = std::move(made);
    }
    CHECKED(keep(disk, *edit, folder + "/files/" + (*steps)[i].path));
  }
  for (std::size_t i = 0; i < steps->size(); ++i)
    if (batch->files[i].there != There::done) CHECKED(put(disk, (*steps)[i], i));
  CHECKED(close(disk));
  return folder;
}

Result<std::string> take_files(Disk& disk) {
  TRY(batch, waiting_batch(disk));
  TRY(folder, new_folder(disk));
  CHECKED(keep(disk, journal::commit, folder + "/MANIFEST"));
  TRY(leftovers, disk.list(journal::stage));
  for (const FolderEntry& entry : leftovers) {
    const auto number = whole_number<unsigned>(entry.name);
    const bool is_named = number && *number < batch->files.size();
    CHECKED(keep(disk, journal::stage + "/" + entry.name, folder + "/journal/" + (is_named ? batch->files[*number].path : entry.name)));
  }
  CHECKED(close(disk));
  return folder;
}

}  // namespace mloc
