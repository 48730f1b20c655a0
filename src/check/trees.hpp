#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mloc/git/history.hpp"
#include "raw_objects.hpp"

namespace mloc::check {

/// The folders and files of commits, read as their bytes are and kept.
class Trees {
 public:
  explicit Trees(const History& history) : history_(history) {}

  Result<const RawCommit*> commit(const std::string& id);
  /// The paths of files that two commits have otherwise; an empty id is a commit with nothing in it. H215 as read_tree, of every
  /// folder that differs.
  Result<std::set<std::string>> changed(const std::string& from, const std::string& to);
  /// What a commit has at a path; no value where nothing is.
  Result<std::optional<TreeEntry>> entry(const std::string& commit, const std::string& path);
  /// The folders of a commit that hold a mloc.toml: `` for the repository itself, `office/`.
  Result<std::vector<std::string>> workspaces(const std::string& commit);

 private:
  using Entries = std::vector<TreeEntry>;
  Result<const Entries*> tree(const std::string& id, const std::string& folder);
  Result<std::string> root_of(const std::string& commit);
  Result<> compare(const std::string& from, const std::string& to, const std::string& folder, int depth, std::set<std::string>& paths);
  Result<> find_workspaces(const std::string& tree_id, const std::string& folder, int depth, std::vector<std::string>& found);

  const History& history_;
  std::map<std::string, RawCommit> commits_;
  std::map<std::string, Entries> trees_;
};

}  // namespace mloc::check
