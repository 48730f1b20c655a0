#include "git_commit.hpp"

#include <set>

#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/clone.hpp"

namespace mloc {
namespace {

/// The ids of cases, the codes and names of other files: nothing in a path of a workspace is personal.
std::string message_of(const std::string& command, const std::vector<CommittedFile>& files) {
  constexpr std::size_t most = 50;
  std::set<std::string> cases, others;
  for (const CommittedFile& file : files)
    if (const auto id = case_of(file.path)) cases.insert(id->text());
    else others.insert(file.path);
  std::string text = fmt::format("{}: {} {}", command, files.size(), files.size() == 1 ? "file" : "files");
  if (files.size() > most) return text + "\n";
  text += "\n\n";
  for (const auto* names : {&cases, &others})
    for (const std::string& name : *names) text += name + "\n";
  return text;
}

}  // namespace

Result<GitCommit> GitCommit::prepare(const Workspace& workspace) {
  TRY(history, history_of(workspace));
  CHECKED(history.check_state());
  CHECKED(history.check_locks());
  const auto actor = workspace.actor();
  return GitCommit(std::move(history), actor ? *actor : "mloc");
}

Result<> GitCommit::make(const Workspace& workspace, const Change& change) {
  std::vector<CommittedFile> files;
  const bool tracked = sealed_disk(workspace.disk()).seals();
  for (const auto& [path, entry] : change.entries())
    if (!entry.changes_nothing() && (tracked || kind_of(path) != FileKind::identity)) files.push_back({path, entry.bytes});
  if (files.empty()) return {};
  auto made = history_.make_commit(files, author_, message_of(workspace.globals().command, files));
  if (!made) return fail(made.error().exit, problem("H124"_m, made.error().problems.front().text));
  return workspace.disk().sync_all();
}

}  // namespace mloc
