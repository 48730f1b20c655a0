#include "mloc/import/target.hpp"

#include <set>

#include "mloc/base/ids.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/sql_cells.hpp"

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
    const Node* value = draft;
    Node* map = &record;
    for (std::size_t i = 1; i + 1 < names.size(); ++i) {
      value = value ? value->find(names[i]) : nullptr;
      if (!map->find(names[i])) arena.set(*map, names[i], arena.map());
      map = map->find(names[i]);
    }
    value = value ? value->find(names.back()) : nullptr;
    if (value) arena.set(*map, names.back(), arena.copy(*value));
    else arena.remove(*map, names.back());
  }
}

Node* voided_node(Arena& arena, Date day, std::string_view actor, std::string_view reason) {
  Node* voided = arena.map();
  arena.set(*voided, "day", arena.text(day.text()));
  arena.set(*voided, "by", arena.text(actor));
  arena.set(*voided, "reason", arena.text(reason));
  return voided;
}

Node* origin_of(Arena& arena, const Mapping& mapping, const Draft& draft) {
  Node* origin = arena.map();
  arena.set(*origin, "import", arena.text(mapping.name));
  arena.set(*origin, "key", arena.text(draft.key));
  if (draft.occurrence > 1) arena.set(*origin, "occurrence", arena.integer(static_cast<std::int64_t>(draft.occurrence)));
  arena.set(*origin, "hash", arena.text(draft.hash));
  arena.set(*origin, "file", arena.text(draft.digest));
  if (draft.run > 0) arena.set(*origin, "run", arena.integer(draft.run));
  arena.set(*origin, "rules", arena.integer(rules_version));
  return origin;
}

Result<> ImportTarget::void_gone(const std::vector<Gone>&) { return fail(Exit::usage, problem("N162"_m)); }

namespace {

std::int64_t number_or(const SqlValue& value, std::int64_t otherwise) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? *number : otherwise;
}

}  // namespace

Result<std::vector<Known>> known_rows(Workspace& workspace, std::string_view kind, const Mapping& mapping, std::string_view place,
                                      std::string_view day) {
  TRY(index, workspace.valid_index());
  const bool entries = kind == "entry";  // the only kind that is never voided
  TRY(rows, index->rows(fmt::format("SELECT case_id, id, source_key, source_hash, source_occurrence, source_rules, {}, {}, {}, source_file, source_run FROM {} WHERE "
                                    "source_import = ?1 ORDER BY case_id, id",
                                    entries ? "NULL" : "voided_day", place, day, kind),
                        {mapping.name}));
  std::vector<Known> known;
  known.reserve(rows.rows.size());
  for (const auto& row : rows.rows) {
    Known one{text_of(row[0]), text_of(row[1]), text_of(row[3])};
    one.key = text_of(row[2]);
    one.occurrence = static_cast<std::size_t>(number_or(row[4], 1));
    one.rules = static_cast<int>(number_or(row[5], 1));
    one.live = std::holds_alternative<std::monostate>(row[6]);
    one.place = text_of(row[7]);
    one.day = Date::parse(text_of(row[8]));
    one.file = text_of(row[9]);
    one.run = number_or(row[10], 0);
    known.push_back(std::move(one));
  }
  return known;
}

Verdict changed_or_corrected(Import& import, const Draft& draft, const Parts& stored, std::string_view what) {
  count_emptied(import, draft, stored);
  if (!draft.corrects) return Verdict::changed;
  std::string text;
  for (const Difference& one : differences(import, draft, stored))
    text += fmt::format("{}{}: {} → {}", text.empty() ? "" : ", ", printable(one.column), one.before, one.after);
  import.told.push_back(phrase("corrected: {} {}: {}", draft.file_number, what, text));
  return Verdict::corrected;
}

}  // namespace mloc::imports
