#include "mloc/workspace/output_file.hpp"

#include <algorithm>

#include "mloc/base/digest.hpp"
#include "mloc/base/text.hpp"
#include "output_place.hpp"

namespace mloc {
namespace {

const std::string list_name = ".mloc-made";
constexpr std::size_t largest_made = 1u << 30;

bool names_standard_output(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

Result<> check_not_taken(Disk& files, const std::string& path, const std::string& real, const std::vector<std::string>& taken) {
  for (const std::string& other : taken) {
    const auto found = files.real_path(other == "-" ? "/dev/stdin" : other);
    // Another output may not be there yet; what cannot be found is no file that could be harmed.
    const auto place = found && !*found ? place_of(files, other) : Result<std::string>("");
    if ((found && *found == real) || (place && *place == real)) return fail(Exit::usage, problem("D114"_m, printable(path)));
  }
  return {};
}

/// What fails after the rename is told as such: the new bytes are there.
Result<> confirmed(const std::string& path, Result<> last) {
  if (last) return last;
  return fail(last.error().exit, problem("D121"_m, printable(path), last.error().problems.front().text));
}

Result<> remove_files(Disk& disk, const std::string& folder) {
  TRY(state, disk.state(folder));
  if (!state) return {};
  TRY(entries, disk.list(folder));
  for (const FolderEntry& entry : entries) CHECKED(disk.remove(folder + "/" + entry.name));
  return disk.remove_folder(folder);
}

}  // namespace

Result<OutputFile> OutputFile::prepare(World& world, const Globals& globals, const std::optional<std::string>& path, Tells tells,
                                       const std::vector<std::string>& taken) {
  OutputFile made(world, globals.dry_run);
  if (!path || names_standard_output(*path)) return made;
  CHECKED(made.find(*path, tells));
  if (made.way_ == Way::replacing) CHECKED(check_not_taken(world.files, *path, made.path_, taken));
  return made;
}

Result<> OutputFile::find(const std::string& path, Tells tells) {
  TRY(real, place_of(world_->files, path));
  path_ = std::move(real);
  TRY(there, world_->files.state(path_));
  if (path.ends_with('/') || (there && there->kind == FileState::Kind::folder)) return fail(Exit::usage, problem("D112"_m, printable(path)));
  way_ = there && there->kind == FileState::Kind::other ? Way::into : Way::replacing;
  if (way_ == Way::into) return {};
  rights_ = tells == Tells::persons ? FileState::owner : there ? there->rights : FileState::everybody;
  CHECKED(check_free_of_workspace(*world_, path, path_));
  return world_->files.check_may_create(path_);
}

Result<> OutputFile::write(std::string_view bytes) const {
  if (way_ == Way::standard_output) return world_->out.write(bytes);
  if (dry_run_) return {};
  if (way_ == Way::into) return world_->files.write_into(path_, bytes);
  return replace_file(world_->files, path_, bytes, rights_);
}

Result<> replace_file(Disk& disk, const std::string& path, std::string_view bytes, unsigned rights) {
  const std::string temporary = path + ".mloc-tmp";
  TRY(stale, disk.state(temporary));
  if (stale) CHECKED(disk.remove(temporary));
  CHECKED(disk.create(temporary, bytes, Sync::yes, rights));
  if (auto renamed = disk.rename(temporary, path); !renamed) {
    (void)disk.remove(temporary);
    return renamed;
  }
  return confirmed(path, disk.sync_folder(folder_above(path)));
}

Result<OutputFolder> OutputFolder::prepare(World& world, const Globals& globals, const std::string& path, Tells tells, std::string_view made_by) {
  std::string name = path;
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  OutputFolder folder(world.files, std::move(name), globals.dry_run, tells, made_by);
  TRY(real, place_of(world.files, folder.name_));
  folder.path_ = std::move(real);
  CHECKED(check_free_of_workspace(world, folder.name_, folder.path_));
  CHECKED(folder.find());
  CHECKED(world.files.check_may_create(folder.path_));
  return folder;
}

/// After a crash between the two renames of write() the older one is put back first.
Result<> OutputFolder::find() {
  TRY(state, disk_->state(path_));
  if (!state) {
    TRY(old, disk_->state(older()));
    if (!old || dry_run_) return {};
    CHECKED(disk_->rename(older(), path_));
    state = old;
  }
  const bool is_folder = state->kind == FileState::Kind::folder;
  TRY(entries, is_folder ? disk_->list(path_) : Result<std::vector<FolderEntry>>());
  TRY(made, is_folder ? is_made(entries) : Result<bool>(false));
  if (!made) return fail(Exit::usage, problem("D115"_m, printable(name_)));
  there_ = true;
  return {};
}

std::string OutputFolder::list_of(const std::vector<NamedFile>& files) const {
  std::string text = fmt::format("mloc-made/1 {}\n", made_by_);
  for (const NamedFile& file : files) text += fmt::format("{} {}\n", hex(sha256(file.bytes)), file.name);
  return text;
}

/// Empty, or just what the list in it says, unchanged.
Result<bool> OutputFolder::is_made(const std::vector<FolderEntry>& entries) const {
  std::vector<NamedFile> files;
  std::string list;
  for (const FolderEntry& entry : entries) {
    if (entry.kind != FileState::Kind::file) return false;
    TRY(bytes, disk_->read(path_ + "/" + entry.name, largest_made));
    if (entry.name == list_name) list = std::move(bytes);
    else files.push_back({entry.name, std::move(bytes)});
  }
  const auto lines_of = [](const std::string& text) {
    auto lines = split(text, '\n');
    std::ranges::sort(lines);
    return lines;
  };
  const std::string wanted = list_of(files);
  return entries.empty() || lines_of(list) == lines_of(wanted);
}

Result<> OutputFolder::put_beside(const std::vector<NamedFile>& files) const {
  CHECKED(disk_->make_folder(beside()));
  const unsigned rights = tells_ == Tells::persons ? FileState::owner : FileState::everybody;
  CHECKED(disk_->create(beside() + "/" + list_name, list_of(files), Sync::yes, rights));
  for (const NamedFile& file : files) CHECKED(disk_->create(beside() + "/" + file.name, file.bytes, Sync::yes, rights));
  return disk_->sync_folder(beside());
}

Result<> OutputFolder::write(const std::vector<NamedFile>& files) const {
  if (dry_run_) return {};
  CHECKED(remove_files(*disk_, beside()));
  if (auto put = put_beside(files); !put) {
    (void)remove_files(*disk_, beside());
    return put;
  }
  if (there_) {
    CHECKED(remove_files(*disk_, older()));
    CHECKED(disk_->rename(path_, older()));
  }
  if (auto renamed = disk_->rename(beside(), path_); !renamed) {
    if (there_) (void)disk_->rename(older(), path_);
    (void)remove_files(*disk_, beside());
    return renamed;
  }
  CHECKED(confirmed(name_, disk_->sync_folder(folder_above(path_))));
  return confirmed(name_, remove_files(*disk_, older()));
}

}  // namespace mloc
