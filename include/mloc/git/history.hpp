#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

/// What a commit says of itself; the time is the author's wall clock, `2010-05-11T09:00`.
struct Commit {
  std::string id;
  std::string author;
  std::string time;
  std::vector<std::string> parents;
};

/// A file in a commit that differs there from what it was in every parent.
struct FileVersion {
  Commit commit;
  std::optional<std::string> now;                  ///< none: the file went
  std::vector<std::optional<std::string>> before;  ///< one for each parent, at the path it had there
};

/// A path of two trees whose contents differ; `link` when one of them is no plain file (symbolic link, submodule).
struct ChangedFile {
  std::string path;
  std::optional<std::string> before, after;
  bool link = false;
};

/// One file for a commit: what it holds now, or that it goes.
struct CommittedFile {
  std::string path;  ///< in the workspace
  std::optional<std::string> bytes;
};

/// Whether a `.git` of any sort lies in the folder or above it, openable or not.
bool lies_in_repository(const std::string& folder);

/// An object as its bytes are: `commit`, `tree`, `blob` or `tag`.
struct GitObject {
  std::string type, bytes;
  std::size_t size = 0;  ///< of all of it; `bytes` is empty when that is more than was asked for
};

/// The git repository that a workspace lies in, read and written by libgit2; no program is ever run. Failures are H120
/// with Exit::disk and libgit2's words.
class History {
 public:
  struct Inside;
  /// The repository round `folder`, which may be bare; H121 with Exit::unknown when there is none, or no libgit2.
  /// `further_objects`: a folder of objects beside the repository's own (git's quarantine while a push is judged).
  static Result<History> open(const std::string& folder, const std::string& further_objects = {});
  ~History();
  History(History&&) noexcept;
  History& operator=(History&&) noexcept;

  bool has_commits() const;
  /// The folder of the repository itself, with a slash at the end.
  std::string git_folder() const;
  /// What a path of the workspace is called in the repository.
  std::string in_repository(const std::string& path) const;

  /// The whole id of the commit that a revision names (`HEAD~2`, `main`, a tag); H122 with Exit::unknown.
  Result<std::string> find_commit(const std::string& revision) const;
  Result<Commit> commit(const std::string& id) const;
  Result<std::optional<std::string>> file_at(const std::string& id, const std::string& repository_path) const;

  /// The history of a file from `from` back, oldest first; a renamed file is followed to its old name.
  Result<std::vector<FileVersion>> versions(const std::string& from, const std::string& repository_path) const;
  /// The paths that differ between two commits, with both contents; an empty id is the empty tree.
  Result<std::vector<ChangedFile>> changed(const std::string& from, const std::string& to) const;
  /// Commits that `to` reaches and neither `from` nor any reference does; oldest first.
  Result<std::vector<std::string>> between(const std::string& from, const std::string& to) const;
  /// Each version of a file below `repository_folders` that some commit of some branch or tag brought, once, with the commit;
  /// oldest first.
  Result<> each_version(const std::vector<std::string>& repository_folders,
                        const std::function<void(const std::string& commit, const std::string& repository_path, const std::string& bytes)>& take) const;
  /// The commit where two histories part; nothing when they have none in common.
  Result<std::optional<std::string>> common(const std::string& one, const std::string& other) const;
  /// All commits where two histories part.
  Result<std::vector<std::string>> bases(const std::string& one, const std::string& other) const;
  /// The object of an id of forty digits, as it is: git's replacements (refs/replace) are not looked at.
  Result<GitObject> object(const std::string& id, std::size_t most) const;
  /// The commit that a reference of this full name (`refs/heads/main`) leads to; no value when there is no such reference.
  Result<std::optional<std::string>> tip(const std::string& reference) const;
  /// Every reference that leads to a commit, by its full name.
  Result<std::map<std::string, std::string>> tips() const;

  /// The files that the next commit would hold, with their contents, below the workspace.
  Result<std::vector<CommittedFile>> staged() const;
  /// Whether the next commit would hold a file there.
  Result<bool> follows(const std::string& repository_path) const;

  /// Every object there is, whether a reference reaches it or not, with its bytes.
  Result<> each_object(const std::function<void(const std::string& id, std::string_view bytes)>& take) const;

  /// H123 with Exit::conflict while a merge or a rebase is under way.
  Result<> check_state() const;
  /// H224 with Exit::locked while git works here, or a dead git left its locks.
  Result<> check_locks() const;
  /// One commit on top of HEAD with these files changed, whatever else is staged; gives its id. H123 as above.
  Result<std::string> make_commit(const std::vector<CommittedFile>& files, const std::string& author, const std::string& message);

  /// The value of a setting, of this clone or the user; nothing when it is not set.
  std::optional<std::string> setting(const std::string& name) const;
  Result<> set(const std::string& name, const std::string& value);
  /// Lets a file of the repository's own folder (a hook) be run.
  Result<> make_executable(const std::string& file) const;

 private:
  explicit History(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace mloc
