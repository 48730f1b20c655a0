#include "mloc/import/mapping_files.hpp"

#include "mloc/base/text.hpp"
#include "mloc/records/toml.hpp"

namespace mloc::imports {

Result<Mapping> read_mapping(const Workspace& workspace, std::string_view name) {
  TRY(file, workspace.store().find(mapping_path(name)));
  if (!file) return fail(Exit::unknown, problem("I127"_m, name));
  Arena arena;
  TRY(root, read_settings(file->bytes, mapping_path(name), "mapping", arena));
  return Mapping::from(*root);
}

Problem several_mappings(std::string_view kind, const std::vector<NamedMapping>& mappings) {
  std::vector<std::string> names;
  for (const NamedMapping& one : mappings) names.push_back(one.name);
  return problem("I126"_m, kind, joined(names, ", "));
}

Result<std::vector<NamedMapping>> mappings_for(const Workspace& workspace, std::string_view kind) {
  TRY(listing, workspace.store().list(FileKind::mapping));
  std::vector<NamedMapping> fitting;
  for (const FoundFile& file : listing.files) {
    TRY(found, read_mapping(workspace, name_of(file.path)));
    if (found.makes == kind) fitting.push_back({std::string(name_of(file.path)), std::move(found)});
  }
  if (fitting.empty()) return fail(Exit::unknown, problem("I125"_m, kind));
  return fitting;
}

Result<Mapping> mapping_for(const Workspace& workspace, std::string_view kind, const std::optional<std::string>& name) {
  if (name) return read_mapping(workspace, *name);
  TRY(fitting, mappings_for(workspace, kind));
  if (fitting.size() > 1) return fail(Exit::usage, several_mappings(kind, fitting));
  return std::move(fitting.front().mapping);
}

}  // namespace mloc::imports
