#include "forgotten.hpp"

#include <algorithm>

#include "mloc/store/sealed_disk.hpp"

namespace mloc::check {

void check_forgotten(const Dossier& dossier, const Workspace& workspace, std::vector<Problem>& problems) {
  const auto stone = std::ranges::find_if(dossier.records, [](const Record& record) { return record.is("erasure"); });
  const auto id = case_of(dossier.file);
  if (stone == dossier.records.end() || !id) return;
  const auto tell = [&](const char* what) {
    problems.push_back(at({dossier.file, stone->root->mark.line, stone->root->mark.column, {}}, problem("H163"_m, id->text(), stone->root->get("day"), what)));
  };
  Keys* keys = sealed_disk(workspace.disk()).keys();
  const auto key = keys ? keys->holds(*id) : Result<bool>(false);
  if (key && *key) tell("the key");
  if (const auto there = workspace.store().holds(identity_path(*id)); there && *there) tell("the identity");
  const auto numbered = [](const Record& record) { return record.is("application") && !record.root->get("file_number").starts_with("X-"); };
  if (std::ranges::any_of(dossier.records, numbered)) tell("the file number");
}

}  // namespace mloc::check
