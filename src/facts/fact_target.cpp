#include "mloc/facts/fact_target.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::facts {

Result<> FactTarget::load() {
  TRY(index, workspace_.valid_index());
  TRY(known, index->rows(fmt::format("SELECT case_id, id, source_key, source_hash FROM {} WHERE source_import = ?1", kind_.kind),
                         {import_.mapping.name}));
  for (const auto& row : known.rows) known_[text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
  TRY(numbers, index->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL"));
  for (const auto& row : numbers.rows) case_of_[text_of(row[0])] = text_of(row[1]);
  return {};
}

Result<imports::Verdict> FactTarget::place(imports::Draft& draft) {
  const auto found = case_of_.find(draft.file_number);
  if (found == case_of_.end()) return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
  TRY(touched, touch(found->second));
  return place_in(draft, *touched);
}

Result<Change> FactTarget::change() {
  Change change;
  for (auto& [case_id, touched] : touched_)
    if (!touched.changed.empty())
      change.put(case_path(*CaseId::parse(case_id)), with_records(*touched.open.dossier, touched.changed), touched.open.digest);
  return change;
}

Result<imports::Verdict> FactTarget::place_in(imports::Draft& draft, Touched& touched) {
  if (const auto known = known_.find(draft.key); known != known_.end()) return place_known(draft, touched, known->second);
  Arena& arena = import_.arena;
  Node* values = arena.copy(values_of(draft));
  const std::string_view said = values->get(kind_.day);
  const Date day = Date::parse(said).value_or(workspace_.world().today());
  CHECKED(complete_fact(workspace_, kind_, live(touched), arena, *values, day, actor_));
  Node* record = arena.map();
  arena.set(*record, "record", arena.text(fmt::format("{}/{}", kind_.kind, find_kind(kind_.kind)->version)));
  arena.set(*record, "id", arena.text(free_id(touched, day)));
  arena.set(*record, "by", arena.text(actor_));
  for (const Node& value : *values) arena.set(*record, value.key, arena.copy(value));
  arena.set(*record, "source", imports::origin_of(arena, import_.mapping, draft));
  return put(draft, touched, record, imports::Verdict::fresh);
}

imports::Verdict FactTarget::reject(imports::Draft& draft, std::string_view field, Problem found) const {
  draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
  return imports::Verdict::rejected;
}

std::vector<const Node*> FactTarget::live(const Touched& touched) const {
  return with_changes(live_records(*touched.open.dossier), touched.changed);
}

Result<imports::Verdict> FactTarget::put(imports::Draft& draft, Touched& touched, const Node* record, imports::Verdict verdict) {
  TRY(faults, faults_of(workspace_, *record));
  for (Problem& found : faults) reject(draft, {}, std::move(found));
  const auto before = live(touched);
  for (BrokenRule& broken : newly_broken(before, with_changes(before, {record})))
    reject(draft, fmt::format("{}.{}", kind_.kind, broken.field), std::move(broken.problem));
  if (!draft.valid()) return imports::Verdict::rejected;
  std::erase_if(touched.changed, [&](const Node* one) { return one->get("id") == record->get("id"); });
  touched.changed.push_back(record);
  return verdict;
}

Result<Touched*> FactTarget::touch(const std::string& case_id) {
  const auto found = touched_.find(case_id);
  if (found != touched_.end()) return &found->second;
  TRY(open, workspace_.read(case_path(*CaseId::parse(case_id))));
  return &touched_.emplace(case_id, Touched{std::move(open), {}}).first->second;
}

std::string FactTarget::free_id(const Touched& touched, Date day) const {
  for (;;) {
    std::string id = make_record_id(day, workspace_.world().random);
    const bool taken = std::ranges::any_of(touched.changed, [&](const Node* one) { return one->get("id") == id; });
    if (!taken && !touched.open.dossier->find(id)) return id;
  }
}

Result<imports::Verdict> FactTarget::place_known(imports::Draft& draft, Touched& touched, const imports::Known& known) {
  if (known.hash == draft.hash) return imports::Verdict::same;
  const Record* stored = touched.open.dossier->find(known.record);
  if (!stored || imports::content_hash(parts_of(*stored->root), import_.mapping) != known.hash) {
    reject(draft, {}, problem("I122"_m, known.record));
    return imports::Verdict::conflict;
  }
  Node* changed = import_.arena.copy(*stored->root);
  imports::put_mapped(import_.arena, *changed, &values_of(draft), kind_.kind, import_.mapping);
  finish(draft, *changed);
  import_.arena.set(*changed, "source", imports::origin_of(import_.arena, import_.mapping, draft));
  return put(draft, touched, changed, imports::Verdict::changed);
}

std::unique_ptr<imports::ImportTarget> fact_target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  const FactKind* kind = find_fact_kind(makes);
  return kind ? std::make_unique<FactTarget>(workspace, import, actor, *kind) : nullptr;
}

}  // namespace mloc::facts
