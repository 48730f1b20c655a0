#include <set>

#include "journal.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/store.hpp"

namespace mloc::journal {
namespace {

constexpr std::size_t whole_above = 64;  // files; more are synced with the whole file system, ten times as fast
constexpr std::size_t manifest_limit = 256u << 20;

enum class Syncing { each, whole };
Syncing syncing_of(std::size_t files) { return files > whole_above ? Syncing::whole : Syncing::each; }

std::string staged(std::size_t step) { return stage + "/" + std::to_string(step); }

std::vector<Step> steps_of(const Entries& entries) {
  std::vector<Step> steps;
  for (const auto& [path, entry] : entries)
    steps.push_back({path, entry->expected, entry->bytes ? std::optional(blake2b(*entry->bytes)) : std::nullopt});
  return steps;
}

/// All that is needed to finish lies on the disk afterwards; nothing is decided.
Result<> put_stage(Disk& disk, const Entries& entries, const std::vector<Step>& steps) {
  const Syncing syncing = syncing_of(steps.size());
  const Sync file = syncing == Syncing::each ? Sync::yes : Sync::no;
  CHECKED(disk.make_folder(stage));
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].second->bytes) CHECKED(disk.create(staged(i), *entries[i].second->bytes, file));
  CHECKED(disk.create(manifest, write_manifest(steps), file));
  if (syncing == Syncing::whole) return disk.sync_all();
  CHECKED(disk.sync_folder(stage));
  return sync_names(disk, manifest, true);
}

Result<> make_folders(Disk& disk, const std::vector<Step>& steps) {
  std::set<std::string> folders;
  for (const Step& step : steps)
    if (step.after && !parent_folder(step.path).empty()) folders.insert(parent_folder(step.path));
  for (const std::string& above : folders) CHECKED(disk.make_folder(above));
  return {};
}

enum class Left { done, open };

tl::unexpected<Failure> edited_meanwhile(const Step& step) { return fail(Exit::conflict, problem("D123"_m, step.path)); }

/// What is left to do for one step: an edit made since the batch was interrupted is never overwritten.
Result<Left> examine(Disk& disk, const Step& step, std::size_t number) {
  TRY(now, digest_now(disk, step.path));
  if (now == step.after) {
    // An edit that changed places with the new file and could not be put back.
    TRY(aside, digest_now(disk, staged(number)));
    return aside && aside != step.before && aside != step.after ? Result<Left>(edited_meanwhile(step)) : Left::done;
  }
  if (!step.after) {
    if (now == step.before) return Left::open;
    return edited_meanwhile(step);
  }
  TRY(waiting, digest_now(disk, staged(number)));
  // The old bytes lie in the stage: the two changed places once.
  if (waiting && waiting == step.before) waiting.reset();
  // The bytes are gone from the stage: they were in place once. Old bytes again would make a mixture of the batch.
  if (!waiting && now == step.before) return fail(Exit::disk, problem("D108"_m, commit));
  if (!waiting) return Left::done;
  if (waiting != step.after) return fail(Exit::disk, problem("D108"_m, commit));
  if (now && now != step.before) return edited_meanwhile(step);
  return Left::open;
}

Result<std::vector<Left>> examine_all(Disk& disk, const std::vector<Step>& steps) {
  std::vector<Left> left;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    TRY(one, examine(disk, steps[i], i));
    left.push_back(one);
  }
  return left;
}

Result<> sync_targets(Disk& disk, const std::vector<Step>& steps) {
  if (syncing_of(steps.size()) == Syncing::whole) return disk.sync_all();
  std::set<std::string> folders;
  for (const Step& step : steps) {
    std::string above = parent_folder(step.path);
    folders.insert(above);
    while (!step.before && !above.empty()) folders.insert(above = parent_folder(above));
  }
  for (const std::string& above : folders) CHECKED(disk.sync_folder(above));
  return {};
}

/// What really lay at the path lies in the stage now: an edit of the last moment goes back.
Result<> compare_swapped(Disk& disk, const Step& step, std::size_t number) {
  TRY(was, digest_now(disk, staged(number)));
  if (was == step.before) return {};
  if (step.after) CHECKED(exchange(disk, staged(number), step.path));
  else CHECKED(rename_new(disk, staged(number), step.path));
  return edited_meanwhile(step);
}

Result<> carry_out(Disk& disk, const Step& step, std::size_t number) {
  Result<Exchange::Placed> placed = Exchange::Placed::cannot;
  if (!step.after) placed = rename_new(disk, step.path, staged(number));
  else if (step.before) placed = exchange(disk, staged(number), step.path);
  else placed = rename_new(disk, staged(number), step.path);
  if (!placed) return tl::make_unexpected(placed.error());
  if (*placed == Exchange::Placed::done) return step.before ? compare_swapped(disk, step, number) : Result<>();
  if (!step.after) return disk.remove(step.path);
  return *placed == Exchange::Placed::taken ? edited_meanwhile(step) : disk.rename(staged(number), step.path);
}

/// From the decision to the end; may be interrupted and begun again at any call.
Result<> finish(Disk& disk, const std::vector<Step>& steps) {
  TRY(left, examine_all(disk, steps));
  CHECKED(make_folders(disk, steps));
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (left[i] == Left::open) CHECKED(carry_out(disk, steps[i], i));
  CHECKED(sync_targets(disk, steps));
  CHECKED(disk.remove(commit));
  CHECKED(disk.sync_folder(folder));
  // What lay there before; the next writer takes away what stays.
  (void)sweep(disk);
  return {};
}

/// Nothing is decided: take the stage away; what the disk refuses now is swept by the next writer.
tl::unexpected<Failure> rolled_back(Disk& disk, Failure failure) {
  (void)sweep(disk);
  return tl::make_unexpected(std::move(failure));
}

tl::unexpected<Failure> decided(const Failure& failure) {
  return fail(failure.exit, problem("D122"_m, failure.problems.front().text));
}

}  // namespace

Result<> put_all(Disk& disk, const Entries& entries) {
  const std::vector<Step> steps = steps_of(entries);
  if (auto put = put_stage(disk, entries, steps); !put) return rolled_back(disk, put.error());
  if (auto made = make_folders(disk, steps); !made) return rolled_back(disk, made.error());
  if (auto same = compare(disk, entries); !same) return rolled_back(disk, same.error());
  if (auto renamed = disk.rename(manifest, commit); !renamed) {
    // A rename that fails with an I/O error may have happened all the same.
    const auto happened = disk.state(commit);
    if (happened && !*happened) return rolled_back(disk, renamed.error());
    return decided(renamed.error());
  }
  if (auto synced = disk.sync_folder(folder); !synced) return decided(synced.error());
  if (auto finished = finish(disk, steps); !finished) return decided(finished.error());
  return {};
}

Result<> roll_forward(Disk& disk) {
  TRY(found, disk.state(commit));
  if (!found) return {};
  TRY(bytes, disk.read(commit, manifest_limit));
  const auto steps = read_manifest(bytes);
  if (!steps) return fail(Exit::disk, problem("D108"_m, commit));
  // A writer may have died between the decision and its reaching the disk.
  CHECKED(sync_names(disk, commit, true));
  return finish(disk, *steps);
}

namespace {

/// An edit that lay at the target in the very moment when the new file took its place goes back; everything else goes.
Result<> sweep_temporary(Disk& disk) {
  TRY(noted, disk.read(note, 4096));
  const auto lines = split(noted, '\n');
  const std::string temporary(lines.front());
  const bool ours = noted.ends_with('\n') && is_temporary(temporary) && may_be_changed(temporary);
  TRY(there, ours ? disk.state(temporary) : Result<std::optional<FileState>>(std::nullopt));
  if (there) {
    const std::string path = target_of(temporary);
    const auto shown = [](const auto& digest) { return digest && *digest ? hex(**digest) : "-"; };
    const auto aside = digest_now(disk, temporary), now = digest_now(disk, path);
    const bool is_edit = aside && now && lines.size() == 4 && shown(aside) != lines[1] && shown(aside) != lines[2] && shown(now) == lines[2];
    if (is_edit) CHECKED(*now ? exchange(disk, temporary, path) : rename_new(disk, temporary, path));
    if (!is_edit || *now) CHECKED(disk.remove(temporary));
  }
  return disk.remove(note);
}

}  // namespace

Result<> sweep(Disk& disk) {
  TRY(entries, disk.list(folder));
  for (const FolderEntry& entry : entries) {
    const std::string path = folder + "/" + entry.name;
    if (path == note) CHECKED(sweep_temporary(disk));
    if (path == manifest) CHECKED(disk.remove(path));
    if (path != stage) continue;
    TRY(leftovers, disk.list(stage));
    for (const FolderEntry& leftover : leftovers) CHECKED(disk.remove(stage + "/" + leftover.name));
  }
  return {};
}

}  // namespace mloc::journal
