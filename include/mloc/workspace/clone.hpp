#pragma once
#include "mloc/git/history.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

inline const std::string attributes_path = ".gitattributes";

/// The repository round the workspace; H121 when there is none.
Result<History> history_of(const Workspace& workspace);
/// The same where there may be none; a repository that is there and cannot be opened is a failure (Exit::disk), never none.
Result<std::optional<History>> history_if_any(const Workspace& workspace);
/// What the clone is not told yet, by the names of git's settings; nothing outside a repository.
std::vector<std::string> missing_settings(const Workspace& workspace);
/// .gitattributes with the lines that name the files of records.
std::string with_attributes(std::string_view present);

}  // namespace mloc
