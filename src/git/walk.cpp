#include <algorithm>
#include <set>

#include "inside.hpp"

namespace mloc {

namespace {

std::string blob_path(const git_diff_file& file) { return file.path ? file.path : ""; }
bool is_plain(const git_diff_file& file) { return file.mode == 0 || file.mode == GIT_FILEMODE_BLOB || file.mode == GIT_FILEMODE_BLOB_EXECUTABLE; }

/// The name that a file had before a commit which shows it under `path`; no value when the commit made it.
Result<std::optional<std::string>> old_name(const GitLibrary& git, git_diff* diff, const std::string& path) {
  git_diff_find_options options;
  git.diff_find_options_init(&options, GIT_DIFF_FIND_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FIND_RENAMES;
  if (git.diff_find_similar(diff, &options) != 0) return std::nullopt;
  for (std::size_t i = 0; i < git.diff_num_deltas(diff); ++i) {
    const git_diff_delta* delta = git.diff_get_delta(diff, i);
    if (delta->status == GIT_DELTA_RENAMED && blob_path(delta->new_file) == path) return std::optional(blob_path(delta->old_file));
  }
  return std::nullopt;
}

}  // namespace

/// Walks back from a commit and hands each commit the name that the file has there.
class Walk {
 public:
  Walk(const History& history, const History::Inside& inside) : history_(history), inside_(inside) {}

  Result<std::vector<FileVersion>> versions(const std::string& from, const std::string& path) {
    const GitLibrary& git = inside_.git;
    TRY(start, inside_.oid(from));
    git_revwalk* made = nullptr;
    if (git.revwalk_new(&made, inside_.repository.get()) != 0) return inside_.refused();
    const auto walk = held(made, git.revwalk_free);
    git.revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (git.revwalk_push(made, &start) != 0) return inside_.refused();
    names_[inside_.text(start)] = path;
    std::vector<FileVersion> versions;
    for (git_oid oid; git.revwalk_next(&oid, made) == 0;) {
      const std::string id = inside_.text(oid);
      TRY(version, look(id, names_.contains(id) ? names_[id] : path));
      if (version) versions.push_back(std::move(*version));
    }
    std::ranges::reverse(versions);
    return versions;
  }

 private:
  Result<std::optional<FileVersion>> look(const std::string& id, const std::string& path) {
    TRY(commit, history_.commit(id));
    TRY(tree, inside_.tree(id));
    const auto now = inside_.entry(tree.get(), path);
    std::vector<std::optional<git_oid>> before;
    bool differs = true;
    for (const std::string& parent : commit.parents) {
      TRY(name, name_before(parent, tree.get(), path, now.has_value()));
      names_[parent] = name;
      TRY(older, inside_.tree(parent));
      before.push_back(inside_.entry(older.get(), name));
      if (same(before.back(), now)) differs = false;
    }
    if (!differs || (commit.parents.empty() && !now)) return std::nullopt;
    FileVersion version{std::move(commit), std::nullopt, {}};
    TRY(bytes, content(now));
    version.now = std::move(bytes);
    for (const auto& one : before) {
      TRY(old, content(one));
      version.before.push_back(std::move(old));
    }
    return std::optional(std::move(version));
  }

  bool same(const std::optional<git_oid>& a, const std::optional<git_oid>& b) const {
    return a && b ? inside_.git.oid_cmp(&*a, &*b) == 0 : a.has_value() == b.has_value();
  }

  Result<std::optional<std::string>> content(const std::optional<git_oid>& oid) const {
    if (!oid) return std::nullopt;
    TRY(bytes, inside_.blob(*oid));
    return std::optional(std::move(bytes));
  }

  /// Only where the file begins is it worth looking for a former name.
  Result<std::string> name_before(const std::string& parent, const git_tree* tree, const std::string& path, bool is_there) const {
    TRY(older, inside_.tree(parent));
    if (!is_there || inside_.entry(older.get(), path)) return path;
    TRY(diff, inside_.diff(older.get(), tree));
    TRY(name, old_name(inside_.git, diff.get(), path));
    return name.value_or(path);
  }

  const History& history_;
  const History::Inside& inside_;
  std::map<std::string, std::string> names_;  ///< of the file in a commit
};

Result<std::vector<FileVersion>> History::versions(const std::string& from, const std::string& repository_path) const {
  return Walk(*this, *inside_).versions(from, repository_path);
}

Result<std::vector<ChangedFile>> History::changed(const std::string& from, const std::string& to) const {
  TRY(older, inside_->tree(from));
  TRY(newer, inside_->tree(to));
  TRY(diff, inside_->diff(older.get(), newer.get()));
  const GitLibrary& git = inside_->git;
  std::vector<ChangedFile> files;
  for (std::size_t i = 0; i < git.diff_num_deltas(diff.get()); ++i) {
    const git_diff_delta* delta = git.diff_get_delta(diff.get(), i);
    const bool plain = is_plain(delta->old_file) && is_plain(delta->new_file);
    ChangedFile file{blob_path(delta->status == GIT_DELTA_DELETED ? delta->old_file : delta->new_file), std::nullopt, std::nullopt, !plain};
    const auto read = [&](const git_diff_file& side, std::optional<std::string>& bytes) -> Result<> {
      if (side.mode != GIT_FILEMODE_BLOB && side.mode != GIT_FILEMODE_BLOB_EXECUTABLE) return {};
      TRY(content, inside_->blob(side.id));
      bytes = std::move(content);
      return {};
    };
    CHECKED(read(delta->old_file, file.before));
    CHECKED(read(delta->new_file, file.after));
    files.push_back(std::move(file));
  }
  return files;
}

Result<std::vector<std::string>> History::between(const std::string& from, const std::string& to) const {
  const GitLibrary& git = inside_->git;
  TRY(last, inside_->oid(to));
  git_revwalk* made = nullptr;
  if (git.revwalk_new(&made, inside_->repository.get()) != 0) return inside_->refused();
  const auto walk = held(made, git.revwalk_free);
  git.revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
  if (git.revwalk_push(made, &last) != 0) return inside_->refused();
  git.revwalk_hide_glob(made, "refs/*");
  if (!from.empty()) {
    TRY(first, inside_->oid(from));
    if (git.revwalk_hide(made, &first) != 0) return inside_->refused();
  }
  std::vector<std::string> ids;
  for (git_oid oid; git.revwalk_next(&oid, made) == 0;) ids.push_back(inside_->text(oid));
  return ids;
}

Result<> History::each_version(
    const std::vector<std::string>& repository_folders,
    const std::function<void(const std::string& commit, const std::string& repository_path, const std::string& bytes)>& take) const {
  const GitLibrary& git = inside_->git;
  git_revwalk* made = nullptr;
  if (git.revwalk_new(&made, inside_->repository.get()) != 0) return inside_->refused();
  const auto walk = held(made, git.revwalk_free);
  git.revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
  if (git.revwalk_push_glob(made, "refs/*") != 0) return inside_->refused();
  git.revwalk_push_head(made);
  std::set<std::string> seen;
  for (git_oid oid; git.revwalk_next(&oid, made) == 0;) {
    const std::string id = inside_->text(oid);
    TRY(one, commit(id));
    TRY(older, inside_->tree(one.parents.empty() ? "" : one.parents.front()));
    TRY(newer, inside_->tree(id));
    TRY(diff, inside_->diff(older.get(), newer.get(), repository_folders));
    for (std::size_t i = 0; i < git.diff_num_deltas(diff.get()); ++i) {
      const git_diff_file& file = git.diff_get_delta(diff.get(), i)->new_file;
      if (file.mode == 0 || !is_plain(file) || !seen.insert(inside_->text(file.id)).second) continue;
      TRY(bytes, inside_->blob(file.id));
      take(id, blob_path(file), bytes);
    }
  }
  return {};
}

Result<std::optional<std::string>> History::common(const std::string& one, const std::string& other) const {
  TRY(first, inside_->oid(one));
  TRY(second, inside_->oid(other));
  git_oid found;
  const int status = inside_->git.merge_base(&found, inside_->repository.get(), &first, &second);
  if (status == GIT_ENOTFOUND) return std::nullopt;
  if (status != 0) return inside_->refused();
  return std::optional(inside_->text(found));
}

Result<std::vector<std::string>> History::bases(const std::string& one, const std::string& other) const {
  TRY(first, inside_->oid(one));
  TRY(second, inside_->oid(other));
  git_oidarray found{};
  const int status = inside_->git.merge_bases(&found, inside_->repository.get(), &first, &second);
  std::vector<std::string> ids;
  if (status == GIT_ENOTFOUND) return ids;
  if (status != 0) return inside_->refused();
  for (std::size_t i = 0; i < found.count; ++i) ids.push_back(inside_->text(found.ids[i]));
  inside_->git.oidarray_dispose(&found);
  return ids;
}

Result<GitObject> History::object(const std::string& id, std::size_t most) const {
  const GitLibrary& git = inside_->git;
  git_oid oid;
  if (id.size() != 40 || git.oid_fromstr(&oid, id.c_str()) != 0) return fail(Exit::unknown, problem("H122"_m, id));
  git_odb* found = nullptr;
  if (git.repository_odb(&found, inside_->repository.get()) != 0) return inside_->refused();
  const auto objects = held(found, git.odb_free);
  GitObject object;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git.odb_read_header(&object.size, &type, found, &oid) != 0) return inside_->refused();
  object.type = git.object_type2string(type);
  if (object.size > most) return object;
  git_odb_object* read = nullptr;
  if (git.odb_read(&read, found, &oid) != 0) return inside_->refused();
  const auto owner = held(read, git.odb_object_free);
  object.bytes.assign(static_cast<const char*>(git.odb_object_data(read)), git.odb_object_size(read));
  return object;
}

Result<std::optional<std::string>> History::tip(const std::string& reference) const {
  git_oid oid;
  const int status = inside_->git.reference_name_to_id(&oid, inside_->repository.get(), reference.c_str());
  if (status == GIT_ENOTFOUND) return std::nullopt;
  if (status != 0) return inside_->refused();
  // A tag leads to its commit.
  TRY(commit, find_commit(inside_->text(oid)));
  return std::optional(std::move(commit));
}

Result<std::map<std::string, std::string>> History::tips() const {
  git_strarray names{};
  if (inside_->git.reference_list(&names, inside_->repository.get()) != 0) return inside_->refused();
  std::map<std::string, std::string> tips;
  for (std::size_t i = 0; i < names.count; ++i)
    if (auto commit = tip(names.strings[i]); commit && *commit) tips.emplace(names.strings[i], **commit);
  inside_->git.strarray_dispose(&names);
  return tips;
}

Result<std::vector<CommittedFile>> History::staged() const {
  const GitLibrary& git = inside_->git;
  git_index* found = nullptr;
  if (git.repository_index(&found, inside_->repository.get()) != 0) return inside_->refused();
  const auto index = held(found, git.index_free);
  if (git.index_read(found, 1) != 0) return inside_->refused();
  std::vector<CommittedFile> files;
  for (std::size_t i = 0; i < git.index_entrycount(found); ++i) {
    const git_index_entry* entry = git.index_get_byindex(found, i);
    const std::string path = entry->path;
    if (!path.starts_with(inside_->prefix)) continue;
    CommittedFile file{path.substr(inside_->prefix.size()), std::nullopt};
    if (entry->mode == GIT_FILEMODE_BLOB || entry->mode == GIT_FILEMODE_BLOB_EXECUTABLE) {
      TRY(bytes, inside_->blob(entry->id));
      file.bytes = std::move(bytes);
    }
    files.push_back(std::move(file));
  }
  return files;
}

Result<bool> History::follows(const std::string& repository_path) const {
  const GitLibrary& git = inside_->git;
  git_index* found = nullptr;
  if (git.repository_index(&found, inside_->repository.get()) != 0) return inside_->refused();
  const auto index = held(found, git.index_free);
  if (git.index_read(found, 1) != 0) return inside_->refused();
  return git.index_get_bypath(found, repository_path.c_str(), 0) != nullptr;
}

Result<> History::each_object(const std::function<void(const std::string& id, std::string_view bytes)>& take) const {
  const GitLibrary& git = inside_->git;
  git_odb* found = nullptr;
  if (git.repository_odb(&found, inside_->repository.get()) != 0) return inside_->refused();
  const auto objects = held(found, git.odb_free);
  std::vector<git_oid> ids;
  const auto keep = [](const git_oid* id, void* list) {
    static_cast<std::vector<git_oid>*>(list)->push_back(*id);
    return 0;
  };
  if (git.odb_foreach(found, keep, &ids) != 0) return inside_->refused();
  for (const git_oid& id : ids) {
    git_odb_object* read = nullptr;
    if (git.odb_read(&read, found, &id) != 0) return inside_->refused();
    const auto object = held(read, git.odb_object_free);
    take(inside_->text(id), {static_cast<const char*>(git.odb_object_data(read)), git.odb_object_size(read)});
  }
  return {};
}

}  // namespace mloc
