#include "mloc/sys/disk.hpp"

#include <algorithm>

namespace mloc {
namespace {

constexpr int deepest = 8;

Result<> gather(Disk& disk, const std::string& folder, int depth, std::vector<FoundFile>& found) {
  TRY(entries, disk.list(folder));
  for (const FolderEntry& entry : entries) {
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.kind == FileState::Kind::folder && depth < deepest) {
      CHECKED(gather(disk, path, depth + 1, found));
      continue;
    }
    TRY(state, disk.state(path));
    if (state) found.push_back({path, *state});
  }
  return {};
}

/// `a` of `./a/`; the empty path of `.`.
std::string tidy(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path == "." ? "" : path;
}

}  // namespace

Result<std::optional<std::string>> Disk::real_path(const std::string& path) {
  TRY(found, state(tidy(path)));
  return found ? std::optional(tidy(path)) : std::nullopt;
}

Result<> Disk::check_may_create(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  TRY(folder, state(slash == std::string::npos ? "" : tidy(path.substr(0, slash))));
  if (folder && folder->kind == FileState::Kind::folder) return {};
  return fail(Exit::disk, problem("D101"_m, path, folder ? "Not a directory" : "No such file or directory"));
}

Result<> Disk::write_into(const std::string& path, std::string_view) { return fail(Exit::disk, problem("D103"_m, path)); }

Result<std::vector<FoundFile>> Disk::walk(const std::string& folder) {
  std::vector<FoundFile> found;
  CHECKED(gather(*this, folder, 1, found));
  std::ranges::sort(found, {}, &FoundFile::path);
  return found;
}

}  // namespace mloc
