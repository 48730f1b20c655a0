#include "mloc/import/target.hpp"

#include <set>

#include "mloc/base/ids.hpp"
#include "mloc/base/text.hpp"

namespace mloc::imports {
namespace {

void give_free_ids(const std::vector<Node*>& records, const Dossier& dossier, Arena& arena, Random& random) {
  std::set<std::string> used;
  for (Node* record : records) {
    std::string id(record->get("id"));
    while (dossier.find(id) || !used.insert(id).second)
      id = make_record_id(*Date::parse(std::string_view(id).substr(0, 10)), random);
    arena.set(*record, "id", arena.text(id));
  }
}

}  // namespace

Result<Change> PendingRecords::put_down(const Workspace& workspace, Arena& arena) const {
  Change change;
  for (const auto& [case_id, pending] : of_) {
    const std::string path = case_path(*CaseId::parse(case_id));
    TRY(open, workspace.read(path));
    give_free_ids(pending.fresh, *open.dossier, arena, workspace.world().random);
    std::vector<const Node*> records(pending.changed.begin(), pending.changed.end());
    records.insert(records.end(), pending.fresh.begin(), pending.fresh.end());
    change.put(path, with_records(*open.dossier, std::move(records)), open.digest);
  }
  return change;
}

void put_mapped(Arena& arena, Node& record, const Node* draft, std::string_view kind, const Mapping& mapping) {
  for (const std::string& field : mapped_fields(mapping)) {
    const auto names = split(field, '.');
    if (names.front() != kind) continue;
    const Node* value = draft ? draft->find(names[1]) : nullptr;
    if (value) arena.set(record, names[1], arena.copy(*value));
    else arena.remove(record, names[1]);
  }
}

Node* origin_of(Arena& arena, const Mapping& mapping, const Draft& draft) {
  Node* origin = arena.map();
  arena.set(*origin, "import", arena.text(mapping.name));
  arena.set(*origin, "key", arena.text(draft.key));
  arena.set(*origin, "hash", arena.text(draft.hash));
  return origin;
}

}  // namespace mloc::imports
