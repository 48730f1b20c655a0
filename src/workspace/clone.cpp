#include "mloc/workspace/clone.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/git/repository.hpp"

namespace mloc {
Result<History> history_of(const Workspace& workspace) {
  const std::string folder = workspace.disk().system_path("");
  if (folder.empty()) return fail(Exit::unknown, problem("H121"_m, phrase("the workspace lies in no git repository")));
  return History::open(folder);
}

Result<std::optional<History>> history_if_any(const Workspace& workspace) {
  const std::string folder = workspace.disk().system_path("");
  if (folder.empty() || !lies_in_repository(folder)) return std::nullopt;
  auto history = History::open(folder);
  if (!history) return fail(Exit::disk, std::move(history.error().problems));
  return std::optional(std::move(*history));
}

std::vector<std::string> missing_settings(const Workspace& workspace) {
  std::vector<std::string> missing;
  const auto history = history_of(workspace);
  if (!history) return missing;
  for (const GitSetting& one : wanted_settings())
    if (!history->setting(one.name)) missing.push_back(one.name);
  const auto attributes = workspace.store().find(attributes_path);
  if (attributes && (!*attributes || (*attributes)->bytes.find("merge=mloc") == std::string::npos)) missing.push_back(attributes_path);
  return missing;
}

std::string with_attributes(std::string_view present) {
  std::string text(present);
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  const auto lines = split(present, '\n');
  const std::string wanted = git_attributes();
  for (const std::string_view line : split(wanted, '\n'))
    if (!line.empty() && std::ranges::find(lines, line) == lines.end()) text += std::string(line) + "\n";
  return text;
}

}  // namespace mloc
