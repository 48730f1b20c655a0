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

Result<Mapping> mapping_for(const Workspace& workspace, std::string_view kind, const std::optional<std::string>& name) {
  if (name) return read_mapping(workspace, *name);
  TRY(listing, workspace.store().list(FileKind::mapping));
  std::vector<Mapping> fitting;
  std::vector<std::string> names;
  for (const FoundFile& file : listing.files) {
    TRY(found, read_mapping(workspace, name_of(file.path)));
    if (found.makes != kind) continue;
    names.emplace_back(name_of(file.path));
    fitting.push_back(std::move(found));
  }
  if (fitting.empty()) return fail(Exit::unknown, problem("I125"_m, kind));
  if (fitting.size() > 1) return fail(Exit::usage, problem("I126"_m, kind, joined(names, ", ")));
  return fitting.front();
}

}  // namespace mloc::imports
