#pragma once
#include <optional>

#include "mloc/git/history.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// `--commit`: one commit of what a command writes. Made before the writing, so that a clone that cannot commit refuses
/// first; its message says the command, ids and counts only.
class GitCommit {
 public:
  static Result<GitCommit> prepare(const Workspace& workspace);
  /// After the files are in place. H124 when git refuses: then they are written all the same.
  Result<> make(const Workspace& workspace, const Change& change);

 private:
  GitCommit(History history, std::string author) : history_(std::move(history)), author_(std::move(author)) {}
  History history_;
  std::string author_;
};

}  // namespace mloc
