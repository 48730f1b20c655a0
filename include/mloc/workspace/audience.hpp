#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "mloc/render/table.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// Whoever a listing is for: what schemas/audiences.yaml says of the role, and whose rows are theirs.
struct Viewer {
  std::string code, role;
  bool everything = false;  ///< every field, those that the table does not know, too
  bool sensitive = false;
  std::set<std::string, std::less<>> families;
  std::set<std::string, std::less<>> hidden = {};  ///< the sensitive codes, the office's own among them
  /// The file numbers and case ids that are theirs; no value: all.
  std::optional<std::set<std::string, std::less<>>> own;
  bool is_employer = false;  ///< whose rows are told by their code, in the column that the listing's `of_employer` names

  bool sees(std::string_view listing, std::string_view field) const;
};

/// Whom --as means: a member of staff, a partner, or a young person by file number or case id. N130 for nobody.
Result<Viewer> viewer_of(Workspace& workspace, const std::string& code);

/// What the viewer may see of a listing: their rows, their fields, sensitive codes masked. N131 when there is nothing, and
/// for rows that do not say whose they are; `about` is the case that all of them are of.
Result<Table> seen_by(const Viewer& viewer, Table table, std::string_view about = {});

/// The table as --as asks for it; as it is without --as.
Result<Table> for_audience(World& world, const Globals& globals, Table table, std::string_view about = {});
/// Like `print`, for a table all of one case that has no column to say so.
Result<Exit> print_about(World& world, const Globals& globals, const CaseId& about, Table table);
/// For what is no listing of known fields: N131 with --as.
Result<> refuse_audience(const Globals& globals, std::string_view what);

}  // namespace mloc
