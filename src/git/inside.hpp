#pragma once
#include <memory>
#include <string>

#include "libgit2.hpp"
#include "mloc/git/history.hpp"

namespace mloc {

/// Owns something of libgit2.
template <class T>
using Held = std::unique_ptr<T, void (*)(T*)>;
template <class T>
Held<T> held(T* object, void (*release)(T*)) {
  return {object, release};
}

struct History::Inside {
  const GitLibrary& git;
  Held<git_repository> repository;
  std::string prefix;  ///< of the workspace in the repository: empty, or with a slash at the end

  tl::unexpected<Failure> refused() const;
  Result<git_oid> oid(const std::string& id) const;
  /// The file of the branch that HEAD names.
  Result<std::string> head_file() const;
  std::string text(const git_oid& oid) const { return git.oid_tostr_s(&oid); }
  Result<Held<git_commit>> commit(const std::string& id) const;
  /// Of this clone's settings or the user's.
  std::optional<std::string> value(const std::string& setting) const;
  /// The tree of a commit; of an empty id none.
  Result<Held<git_tree>> tree(const std::string& id) const;
  Result<std::string> blob(const git_oid& oid) const;
  /// The blob at a path of a tree; no value when there is none.
  std::optional<git_oid> entry(const git_tree* tree, const std::string& path) const;
  Result<Held<git_diff>> diff(const git_tree* from, const git_tree* to, const std::vector<std::string>& folders = {}) const;
};

}  // namespace mloc
