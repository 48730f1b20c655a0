#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc::check {

/// An entry of a folder as git keeps it.
struct TreeEntry {
  std::string name, mode, id;
  bool is_folder() const { return mode == "40000"; }
};
/// The entries of a tree object; H215 for one that no git writes: out of order, a name twice, names that two machines would take
/// for one, or for git's own, modes that there are not.
Result<std::vector<TreeEntry>> read_tree(std::string_view bytes, const std::string& folder);

/// A commit or an annotated tag as its bytes are.
struct RawCommit {
  std::string tree;  ///< of a tag: what it names
  std::vector<std::string> parents;
  std::string author, author_mail, committer, committer_mail;
  std::string message;
};
/// H215 for a line that no commit of git or mloc has, and for a signature that is something else.
Result<RawCommit> read_commit(std::string_view bytes, const std::string& id);
Result<RawCommit> read_tag(std::string_view bytes, const std::string& id);

}  // namespace mloc::check
