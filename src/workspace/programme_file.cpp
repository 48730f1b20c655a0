#include "mloc/workspace/programme_file.hpp"

#include "mloc/records/toml.hpp"

namespace mloc {
namespace {

void tell(std::vector<Problem>& problems, const std::string& file, Mark mark, Problem found) {
  problems.push_back(at({file, mark.line, mark.column, {}}, std::move(found)));
}

/// Places for a site that the office does not have would be drawn for nobody.
void check_sites(const Settings& settings, const Node& root, const std::string& file, std::vector<Problem>& problems) {
  if (const Node* quotas = root.find("quotas"))
    for (const Node& quota : *quotas)
      if (auto unknown = unknown_site(settings, quota.key)) tell(problems, file, quota.key_mark, *std::move(unknown));
  const Node* objectives = root.find("objectives");
  if (!objectives) return;
  for (const Node& one : *objectives)
    if (const Node* site = one.find("site"))
      if (auto unknown = unknown_site(settings, site->text)) tell(problems, file, site->mark, *std::move(unknown));
}

/// A code that is no longer offered stays valid where a programme has it.
void check_codes(const Lists& lists, const Node& root, const std::string& file, std::vector<Problem>& problems) {
  for (const StrayCode& stray : stray_codes(root, *find_kind("programme")->schema, lists))
    if (!stray.is_known) tell(problems, file, stray.node->mark, told_stray(stray, lists));
}

}  // namespace

Result<> check_programme_file(const Workspace& workspace, const std::string& code) {
  CHECKED(workspace.programme(code));
  const std::string path = programme_path(code);
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(root, read_settings(file.bytes, path, "programme", arena));
  std::vector<Problem> problems;
  check_sites(workspace.settings(), *root, path, problems);
  // What is wrong with the lists themselves is told by whoever reads them first.
  if (const auto lists = workspace.lists()) check_codes(**lists, *root, path, problems);
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return {};
}

}  // namespace mloc
