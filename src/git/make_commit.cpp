#include <filesystem>

#include "inside.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

namespace fs = std::filesystem;

/// Puts files into an index, or takes them out.
class Staging {
 public:
  Staging(const History::Inside& inside, git_index* index) : inside_(inside), index_(index) {}

  Result<> put(const CommittedFile& file) {
    const std::string path = inside_.prefix + file.path;
    if (!file.bytes) {
      inside_.git.index_remove(index_, path.c_str(), 0);
      return {};
    }
    git_index_entry entry{};
    if (inside_.git.blob_create_from_buffer(&entry.id, inside_.repository.get(), file.bytes->data(), file.bytes->size()) != 0)
      return inside_.refused();
    entry.mode = GIT_FILEMODE_BLOB;
    entry.path = path.c_str();
    if (inside_.git.index_add(index_, &entry) != 0) return inside_.refused();
    return {};
  }

 private:
  const History::Inside& inside_;
  git_index* index_;
};

}  // namespace

Result<> History::check_state() const {
  if (inside_->git.repository_state(inside_->repository.get()) != GIT_REPOSITORY_STATE_NONE) return fail(Exit::conflict, problem("H123"_m));
  return {};
}

Result<> History::check_locks() const {
  TRY(head, inside_->head_file());
  for (const std::string& file : {git_folder() + "index", git_folder() + "HEAD", head}) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(file + ".lock", error))) return fail(Exit::locked, problem("H229"_m, printable(file + ".lock")));
  }
  return {};
}

Result<std::string> History::Inside::head_file() const {
  git_reference* found = nullptr;
  if (git.reference_lookup(&found, repository.get(), "HEAD") != 0) return refused();
  const auto head = held(found, git.reference_free);
  const char* target = git.reference_symbolic_target(found);
  return std::string(git.repository_commondir(repository.get())) + (target ? target : "HEAD");
}

Result<std::string> History::make_commit(const std::vector<CommittedFile>& files, const std::string& author, const std::string& message) {
  const GitLibrary& git = inside_->git;
  git_repository* repository = inside_->repository.get();
  CHECKED(check_state());

  // The commit's tree is HEAD's with these files; what else is staged stays staged.
  git_index* made = nullptr;
  if (git.index_new(&made) != 0) return inside_->refused();
  const auto fresh = held(made, git.index_free);
  std::vector<std::string> parents;
  if (has_commits()) {
    TRY(head, find_commit("HEAD"));
    TRY(tree, inside_->tree(head));
    if (git.index_read_tree(fresh.get(), tree.get()) != 0) return inside_->refused();
    parents.push_back(std::move(head));
  }
  git_index* own = nullptr;
  if (git.repository_index(&own, repository) != 0) return inside_->refused();
  const auto index = held(own, git.index_free);
  for (const CommittedFile& file : files) {
    CHECKED(Staging(*inside_, fresh.get()).put(file));
    CHECKED(Staging(*inside_, index.get()).put(file));
  }
  git_oid tree_id, commit_id;
  if (git.index_write_tree_to(&tree_id, fresh.get(), repository) != 0) return inside_->refused();
  git_tree* found = nullptr;
  if (git.tree_lookup(&found, repository, &tree_id) != 0) return inside_->refused();
  const auto tree = held(found, git.tree_free);

  git_signature* signed_by = nullptr;
  if (git.signature_now(&signed_by, author.c_str(), (author + "@mloc.invalid").c_str()) != 0) return inside_->refused();
  const auto signature = held(signed_by, git.signature_free);
  std::vector<Held<git_commit>> kept;
  std::vector<const git_commit*> pointers;
  for (const std::string& id : parents) {
    TRY(parent, inside_->commit(id));
    kept.push_back(std::move(parent));
    pointers.push_back(kept.back().get());
  }
  const auto make = [&](const char* reference) {
    return git.commit_create(&commit_id, repository, reference, signature.get(), signature.get(), nullptr, message.c_str(), tree.get(), pointers.size(),
                             pointers.data());
  };
  // The index first: HEAD with an older index beside it would have the next commit take away what this one brought. The second
  // commit is the same object, put under HEAD.
  if (make(nullptr) != 0 || git.index_write(index.get()) != 0 || make("HEAD") != 0) return inside_->refused();
  return inside_->text(commit_id);
}

}  // namespace mloc
