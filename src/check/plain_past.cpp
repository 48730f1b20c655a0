#include "mloc/check/plain_past.hpp"

#include <set>

#include "mloc/records/sealing.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/clone.hpp"

namespace mloc::check {
namespace {

/// Whether the bytes say in clear what sealing would hide.
bool is_plain(const std::string& path, const std::string& bytes, bool references_too) {
  if (kind_of(path) == FileKind::identity) return !may_be_tracked(bytes, path);
  return references_too && key_of(path) && !is_sealed_reference(bytes);
}

}  // namespace

Result<> warn_of_plain_past(Workspace& workspace) {
  const auto history = history_of(workspace);
  if (!history || !history->has_commits()) return {};
  const std::string folder = history->in_repository("");
  const bool sealed = sealed_disk(workspace.disk()).seals();
  std::size_t objects = 0;
  std::set<std::string> commits;
  std::string first;
  std::vector<std::string> folders = {folder + std::string(folder_of(FileKind::identity))};
  if (sealed) folders.push_back(folder + std::string(folder_of(FileKind::passport)));
  const auto walked = history->each_version(folders, [&](const std::string& commit, const std::string& path, const std::string& bytes) {
    if (!path.starts_with(folder) || !is_plain(path.substr(folder.size()), bytes, sealed)) return;
    ++objects;
    commits.insert(commit);
    if (first.empty()) first = commit;
  });
  // A damaged repository hinders nothing else.
  if (!walked) warn(workspace.world(), walked.error().problems.front());
  if (objects == 0) return {};
  TRY(began, history->commit(first));
  warn(workspace.world(), problem("V155"_m, objects, commits.size(), first.substr(0, 10), began.time.substr(0, 10)));
  return {};
}

}  // namespace mloc::check
