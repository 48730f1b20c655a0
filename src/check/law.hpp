#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/store/paths.hpp"
#include "push.hpp"
#include "rules/rights.hpp"
#include "trees.hpp"

namespace mloc::check {

/// Who pushes, as the workspace of one folder of the repository has it.
struct Office {
  std::string folder;  ///< empty, or with a slash at the end
  std::optional<Writer> writer;
};

/// Where a path of the repository lies.
struct Where {
  const Office* office = nullptr;  ///< nullptr: outside every workspace
  std::string path;                ///< in it
  std::optional<FileKind> kind;
  bool holds_records() const { return kind && path.ends_with(".yaml") && *kind != FileKind::instrument && *kind != FileKind::codes; }
};

/// The branch whose tip on the server says who is who, and what it says of the writer.
class Law {
 public:
  Law(const History& history, Trees& trees, const PushedUpdate& update);

  /// H214 when it is no branch. While the branch is not there, `tip` is empty.
  Result<> find();
  /// Who the writer is in each workspace: H147, H148; H141 for a role that may nothing, H220 for who may not begin.
  Result<> find_writers();

  const std::string& name() const { return name_; }
  const std::string& tip() const { return tip_; }
  const Rights& rights() const { return rights_; }
  /// What the writer may do with the repository as a whole: the least of what each of its workspaces grants.
  bool may_drop_history() const;
  Where where(const std::string& path) const;

 private:
  Result<> find_first_writer();
  Result<std::optional<Writer>> writer_in(const std::string& folder);

  const History& history_;
  Trees& trees_;
  const PushedUpdate& update_;
  Rights rights_;
  std::string name_, tip_;
  std::vector<Office> offices_;
};

}  // namespace mloc::check
