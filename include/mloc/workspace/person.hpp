#pragma once
#include <string_view>
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc {

/// Which case a person means. Whole id or file number; with `Reference::reading` also a unique prefix or a name.
enum class Reference { reading, writing };
Result<CaseId> resolve_case(Workspace& workspace, const CaseText& said, Reference reference);
/// The cases that have a record of `kind`, by id.
Result<std::vector<CaseId>> cases_with(Workspace& workspace, std::string_view kind);
/// Those that are named; without a name, those that have a record of `kind`.
Result<std::vector<CaseId>> cases_asked(Workspace& workspace, const std::vector<CaseText>& named, std::string_view kind);

}  // namespace mloc
