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

}  // namespace

Result<std::vector<FoundFile>> Disk::walk(const std::string& folder) {
  std::vector<FoundFile> found;
  CHECKED(gather(*this, folder, 1, found));
  std::ranges::sort(found, {}, &FoundFile::path);
  return found;
}

}  // namespace mloc
