#include "mloc/workspace/programme_file.hpp"

#include <map>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/programme/contradictions.hpp"
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

/// What an objective is by, besides its site.
const Node* dimension_of(const Node& objective) {
  for (const Node& one : objective)
    if (one.key != "indicator" && one.key != "site" && one.key != "number") return &one;
  return nullptr;
}

/// By one thing besides the site, and each said once: a second number would be counted by nobody.
void check_objectives(const Node& root, const std::string& file, std::vector<Problem>& problems) {
  const Node* objectives = root.find("objectives");
  if (!objectives) return;
  std::map<std::string, Mark> said;
  for (const Node& one : *objectives) {
    const Node* by = dimension_of(one);
    for (const Node& other : one)
      if (by && &other != by && other.key != "indicator" && other.key != "site" && other.key != "number")
        tell(problems, file, other.key_mark, problem("E190"_m, by->key, other.key));
    const std::string name = fmt::format("{}/{}/{}/{}", one.get("indicator"), one.get("site"), by ? by->key : std::string_view(), by ? by->text : std::string_view());
    const auto [first, is_first] = said.emplace(name, one.mark);
    if (!is_first) tell(problems, file, one.mark, problem("E191"_m, first->second.line));
  }
}

/// A school that is no partner, or of a programme that has none, would be reached by nobody.
void check_schools(const Store& store, const Node& root, const std::string& file, std::vector<Problem>& problems) {
  const Node* objectives = root.find("objectives");
  if (!objectives) return;
  for (const Node& one : *objectives) {
    const Node* school = one.find("school");
    if (!school) continue;
    if (!root.find("schools")) {
      tell(problems, file, school->key_mark, problem("E192"_m));
      continue;
    }
    const auto there = store.holds(partner_path(school->text));
    if (!there || *there) continue;
    std::vector<std::string> known;
    if (const auto listing = store.list(FileKind::partner))
      for (const FoundFile& found : listing->files) known.emplace_back(name_of(found.path));
    Problem unknown = problem("I119"_m, printable(school->text));
    if (const auto near = nearest(school->text, known)) unknown.hint = did_you_mean(*near);
    tell(problems, file, school->mark, std::move(unknown));
  }
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
  std::vector<Problem> problems = contradictions_of_programme(*root, path, code);
  check_sites(workspace.settings(), *root, path, problems);
  check_objectives(*root, path, problems);
  check_schools(workspace.store(), *root, path, problems);
  // What is wrong with the lists themselves is told by whoever reads them first.
  if (const auto lists = workspace.lists()) check_codes(**lists, *root, path, problems);
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return {};
}

}  // namespace mloc
