#pragma once
#include <optional>
#include <string>

#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// The dossier that a whole id, or a file number, names; without looking at who asks.
Result<std::optional<CaseId>> whole_reference(Workspace& workspace, const std::string& text, bool by_number = true);

}  // namespace mloc
