#include <algorithm>

#include "mloc/base/ids.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::facts {
namespace {

bool is_siret(const std::string& text) {
  return text.size() == 14 && std::ranges::all_of(text, [](char letter) { return '0' <= letter && letter <= '9'; });
}

}  // namespace

Result<std::string> resolve_partner(Workspace& workspace, const std::string& text) {
  if (is_siret(text)) {
    if (!siret_is_valid(text)) return fail(Exit::usage, problem("I109"_m, text));
    TRY(index, workspace.valid_index());
    TRY(found, index->rows("SELECT code FROM partner WHERE siret = ?1 AND voided_day IS NULL ORDER BY code", {text}));
    if (!found.rows.empty()) return std::get<std::string>(found.rows.front().front());
    return fail(Exit::unknown, problem("I119"_m, text));
  }
  TRY(there, workspace.store().holds(partner_path(text)));
  if (!there) return fail(Exit::unknown, problem("I119"_m, printable(text)));
  return text;
}

Result<> resolve_partners(Workspace& workspace, Arena& arena, Node& record) {
  for (const auto& property : kind_of(record)->schema->properties) {
    if (property.schema->reference != "partner" || !record.has(property.name)) continue;
    TRY(code, resolve_partner(workspace, std::string(record.get(property.name))));
    arena.set(record, property.name, arena.text(code));
  }
  return {};
}

Result<OpenOwner> open_owner(Workspace& workspace, Folder folder, const OwnerText& said) {
  OpenOwner owner;
  owner.folder = folder;
  if (folder == Folder::partners) {
    TRY(code, resolve_partner(workspace, said.text));
    owner.path = partner_path(code);
    owner.shown = std::move(code);
  } else {
    TRY(id, resolve_case(workspace, CaseText{said.text}, Reference::writing));
    owner.path = case_path(id);
    owner.shown = id.shown();
  }
  TRY(open, workspace.read(owner.path));
  owner.live = live_records(*open.dossier);
  owner.open = std::move(open);
  return owner;
}

Result<OpenOwner> open_any_owner(Workspace& workspace, const OwnerText& said) {
  if (resolve_partner(workspace, said.text)) return open_owner(workspace, Folder::partners, said);
  auto person = open_owner(workspace, Folder::cases, said);
  // Fourteen digits are meant as a SIRET.
  if (!person && is_siret(said.text)) return open_owner(workspace, Folder::partners, said);
  return person;
}

Result<> check_written(Workspace& workspace, const std::vector<const Node*>& records) {
  std::vector<Problem> problems;
  for (const Node* record : records) {
    TRY(faults, faults_of(workspace, *record));
    problems.insert(problems.end(), faults.begin(), faults.end());
  }
  // What a programme's dates refuse is told alone, and is a rule of the programme.
  if (!problems.empty()) {
    const Exit exit = problems.front().code == "L164"_m ? Exit::rule : Exit::usage;
    return fail(exit, std::move(problems));
  }
  return {};
}

Result<> write_facts(Workspace& workspace, const OpenOwner& owner, const std::vector<const Node*>& records) {
  CHECKED(check_written(workspace, records));
  Change change;
  change.put(owner.path, with_records(*owner.open.dossier, records), owner.open.digest);
  CHECKED(workspace.commit(change));
  return {};
}

}  // namespace mloc::facts
