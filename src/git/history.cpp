#include "mloc/git/history.hpp"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "inside.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// The folder without links, as libgit2 gives its own; empty when there is none.
std::string real_path(const std::string& folder) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(folder.c_str(), nullptr), &std::free);
  return real ? real.get() : "";
}

/// Seconds and the author's offset as `2010-05-11T09:00`.
std::string wall_clock(const git_time& time) {
  const std::time_t seconds = static_cast<std::time_t>(time.time) + time.offset * 60;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min);
}

}  // namespace

tl::unexpected<Failure> History::Inside::refused() const {
  const git_error* error = git.error_last();
  return fail(Exit::disk, problem("H120"_m, error ? error->message : "unknown"));
}

Result<git_oid> History::Inside::oid(const std::string& id) const {
  git_object* found = nullptr;
  if (git.revparse_single(&found, repository.get(), id.c_str()) != 0) return fail(Exit::unknown, problem("H122"_m, id));
  const auto object = held(found, git.object_free);
  git_object* peeled = nullptr;
  if (git.object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0) return fail(Exit::unknown, problem("H122"_m, id));
  const auto commit = held(peeled, git.object_free);
  return *git.object_id(commit.get());
}

Result<Held<git_commit>> History::Inside::commit(const std::string& id) const {
  TRY(wanted, oid(id));
  git_commit* found = nullptr;
  if (git.commit_lookup(&found, repository.get(), &wanted) != 0) return refused();
  return held(found, git.commit_free);
}

Result<Held<git_tree>> History::Inside::tree(const std::string& id) const {
  if (id.empty()) return held<git_tree>(nullptr, git.tree_free);
  TRY(owner, commit(id));
  git_tree* found = nullptr;
  if (git.commit_tree(&found, owner.get()) != 0) return refused();
  return held(found, git.tree_free);
}

Result<std::string> History::Inside::blob(const git_oid& oid) const {
  git_blob* found = nullptr;
  if (git.blob_lookup(&found, repository.get(), &oid) != 0) return refused();
  const auto owner = held(found, git.blob_free);
  return std::string(static_cast<const char*>(git.blob_rawcontent(found)), static_cast<std::size_t>(git.blob_rawsize(found)));
}

std::optional<git_oid> History::Inside::entry(const git_tree* tree, const std::string& path) const {
  git_tree_entry* found = nullptr;
  if (!tree || git.tree_entry_bypath(&found, tree, path.c_str()) != 0) return std::nullopt;
  const auto owner = held(found, git.tree_entry_free);
  const git_filemode_t mode = git.tree_entry_filemode(found);
  if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE) return std::nullopt;
  return *git.tree_entry_id(found);
}

Result<Held<git_diff>> History::Inside::diff(const git_tree* from, const git_tree* to, const std::vector<std::string>& folders) const {
  git_diff_options options;
  git.diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  std::vector<char*> paths;
  for (const std::string& folder : folders) paths.push_back(const_cast<char*>(folder.c_str()));
  options.pathspec = {paths.data(), paths.size()};
  options.flags |= GIT_DIFF_DISABLE_PATHSPEC_MATCH;
  git_diff* found = nullptr;
  if (git.diff_tree_to_tree(&found, repository.get(), const_cast<git_tree*>(from), const_cast<git_tree*>(to), &options) != 0) return refused();
  return held(found, git.diff_free);
}

History::History(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

namespace {

namespace fs = std::filesystem;

/// What in a repository is neither the file nor the folder that it should be; empty when nothing is. libgit2 would write through
/// a link, and wait at a pipe for ever.
Phrase unsound(const fs::path& git) {
  std::error_code error;
  for (const char* name : {"HEAD", "config", "config.worktree", "index", "packed-refs", "commondir", "gitdir"})
    if (const auto status = fs::symlink_status(git / name, error); fs::exists(status) && !fs::is_regular_file(status)) return phrase("{} is no plain file", name);
  for (const char* name : {"objects", "refs", "logs", "hooks", "info"})
    if (const auto status = fs::symlink_status(git / name, error); fs::exists(status) && !fs::is_directory(status)) return phrase("{} is no folder", name);
  return {};
}

/// The same of the `.git` that libgit2 would find above a folder.
Phrase unsound_above(const std::string& folder) {
  std::error_code error;
  for (fs::path at = folder; at.has_relative_path(); at = at.parent_path()) {
    const auto status = fs::symlink_status(at / ".git", error);
    if (!fs::exists(status)) continue;
    if (fs::is_directory(status)) return unsound(at / ".git");
    return fs::is_regular_file(status) ? Phrase() : phrase("{} is no folder", ".git");
  }
  return {};
}

/// A submodule's repository lies where its superproject, above the folder, keeps those of its modules.
bool is_module(const std::string& folder, const std::string& repository) {
  std::error_code error;
  for (fs::path at = folder; at.has_relative_path(); at = at.parent_path()) {
    const fs::path git = at / ".git";
    if (fs::is_directory(fs::symlink_status(git, error)) && repository.starts_with(real_path(git.string()) + "/modules/")) return true;
  }
  return false;
}

/// A linked worktree's files lie in its repository; any other place of branches and objects is somebody else's.
bool is_shared_by_worktrees(const std::string& repository, const std::string& common) {
  return repository == common || repository.starts_with(common + "worktrees/");
}

/// Why the repository that was found is not the folder's own; empty when it is. A received folder can claim somebody else's,
/// and what is committed or set would land there.
Phrase claimed(const std::string& folder, const std::string& top, const std::string& repository, const std::string& common) {
  std::error_code error;
  if (!(folder + "/").starts_with(top)) return phrase("{} is not above it", printable(top));
  if (!is_shared_by_worktrees(repository, common)) return phrase("its files are another repository's: {}", printable(common));
  const fs::path git = fs::path(top) / ".git";
  if (!fs::is_regular_file(git, error)) return {};
  if (Phrase why = unsound(repository); !why.empty()) return why;
  if (is_module(folder, repository)) return {};
  // Both ends are written by `git worktree add`. A setting of the other repository that names this folder proves nothing: who
  // received a folder cannot know who wrote it.
  std::ifstream answer(fs::path(repository) / "gitdir");
  std::string line;
  std::getline(answer, line);
  return !line.empty() && fs::equivalent(line, git, error) ? Phrase() : phrase(".git names {}, which does not name it", printable(repository));
}

tl::unexpected<Failure> not_its_own(const Phrase& why) { return fail(Exit::unknown, problem("V157"_m, why)); }

}  // namespace

bool lies_in_repository(const std::string& folder) {
  std::error_code error;
  for (fs::path at = real_path(folder);; at = at.parent_path()) {
    // What cannot be looked at may be one.
    const auto status = fs::symlink_status(at / ".git", error);
    if (fs::exists(status) || status.type() == fs::file_type::none || status.type() == fs::file_type::unknown) return true;
    if (!at.has_relative_path()) return false;
  }
}

Result<History> History::open(const std::string& folder, const std::string& further_objects) {
  const GitLibrary* git = git_library();
  if (!git) return fail(Exit::unknown, problem("H121"_m, phrase("libgit2 is not installed")));
  const std::string real = real_path(folder);
  if (const Phrase why = unsound_above(real); !why.empty()) return not_its_own(why);
  git_repository* found = nullptr;
  const int status = real.empty() ? static_cast<int>(GIT_ENOTFOUND) : git->repository_open_ext(&found, real.c_str(), 0, nullptr);
  if (status == GIT_ENOTFOUND) return fail(Exit::unknown, problem("H121"_m, phrase("the workspace lies in no git repository")));
  auto inside = std::make_unique<Inside>(Inside{*git, held(found, git->repository_free), {}});
  if (status != 0) return inside->refused();
  if (const char* top = git->repository_workdir(found)) {
    if (const Phrase why = claimed(real, top, git->repository_path(found), git->repository_commondir(found)); !why.empty())
      return not_its_own(why);
    inside->prefix = (real + "/").substr(std::string(top).size());
  } else if (!is_shared_by_worktrees(git->repository_path(found), git->repository_commondir(found))) {
    return not_its_own(phrase("its files are another repository's: {}", printable(git->repository_commondir(found))));
  }
  if (!further_objects.empty()) {
    git_odb* objects = nullptr;
    if (git->repository_odb(&objects, found) != 0) return inside->refused();
    const auto owner = held(objects, git->odb_free);
    if (git->odb_add_disk_alternate(objects, further_objects.c_str()) != 0) return inside->refused();
  }
  return History(std::move(inside));
}

bool History::has_commits() const { return inside_->git.repository_head_unborn(inside_->repository.get()) == 0; }
std::string History::git_folder() const { return inside_->git.repository_path(inside_->repository.get()); }
std::string History::in_repository(const std::string& path) const { return inside_->prefix + path; }

Result<std::string> History::find_commit(const std::string& revision) const {
  TRY(oid, inside_->oid(revision));
  return inside_->text(oid);
}

Result<Commit> History::commit(const std::string& id) const {
  TRY(found, inside_->commit(id));
  const GitLibrary& git = inside_->git;
  const git_signature* author = git.commit_author(found.get());
  Commit commit{id, author->name, wall_clock(author->when), {}};
  for (unsigned int i = 0; i < git.commit_parentcount(found.get()); ++i)
    commit.parents.push_back(inside_->text(*git.commit_parent_id(found.get(), i)));
  return commit;
}

Result<std::optional<std::string>> History::file_at(const std::string& id, const std::string& repository_path) const {
  TRY(tree, inside_->tree(id));
  const auto oid = inside_->entry(tree.get(), repository_path);
  if (!oid) return std::nullopt;
  TRY(bytes, inside_->blob(*oid));
  return std::optional(std::move(bytes));
}

std::optional<std::string> History::Inside::value(const std::string& setting) const {
  git_config* found = nullptr;
  if (git.repository_config_snapshot(&found, repository.get()) != 0) return std::nullopt;
  const auto config = held(found, git.config_free);
  const char* text = nullptr;
  if (git.config_get_string(&text, config.get(), setting.c_str()) != 0) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> History::setting(const std::string& name) const { return inside_->value(name); }

Result<> History::make_executable(const std::string& file) const {
  using std::filesystem::perms;
  std::error_code error;
  std::filesystem::permissions(git_folder() + file, perms::owner_exec | perms::group_exec | perms::others_exec, std::filesystem::perm_options::add, error);
  if (error) return fail(Exit::disk, problem("D101"_m, git_folder() + file, error.message()));
  return {};
}

Result<> History::set(const std::string& name, const std::string& value) {
  git_config* found = nullptr;
  if (inside_->git.repository_config(&found, inside_->repository.get()) != 0) return inside_->refused();
  const auto config = held(found, inside_->git.config_free);
  if (inside_->git.config_set_string(config.get(), name.c_str(), value.c_str()) != 0) return inside_->refused();
  return {};
}

}  // namespace mloc
