#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/import/rules/mapping.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::imports {

/// The mapping file imports/NAME.toml; I127 without it.
Result<Mapping> read_mapping(const Workspace& workspace, std::string_view name);
/// What is wrong with the fields that a mapping names, with its line: one that no record has (I128), one of the key that no column makes (I179).
std::vector<Problem> unknown_fields(const Mapping& mapping);
struct NamedMapping {
  std::string name;  ///< of its file
  Mapping mapping;
};
/// I126
Problem several_mappings(std::string_view kind, const std::vector<NamedMapping>& mappings);
/// All mappings that make `kind` records, in the order of their names; I125 where there is none.
Result<std::vector<NamedMapping>> mappings_for(const Workspace& workspace, std::string_view kind);
/// The one mapping that makes `kind` records, or the named one; I125 and I126 where there is none, or several.
Result<Mapping> mapping_for(const Workspace& workspace, std::string_view kind, const std::optional<std::string>& name);

}  // namespace mloc::imports
