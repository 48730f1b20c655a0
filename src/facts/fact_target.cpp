#include "mloc/facts/fact_target.hpp"

#include <algorithm>

#include "mloc/base/text.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::facts {

// Written in check.cpp.
bool is_machine(Knowledge& known, std::string_view code);

Result<> FactTarget::load() {
  TRY(known, imports::known_rows(workspace_, kind_.kind, import_.mapping, "NULL", kind_.day));
  known_ = std::move(known);
  TRY(index, workspace_.valid_index());
  TRY(numbers, index->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL OR merged IS NOT NULL"));
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
  if (draft.known) return place_known(draft, touched, *draft.known);
  Arena& arena = import_.arena;
  Node* values = arena.copy(values_of(draft));
  const std::string_view said = values->get(kind_.day);
  const Date day = Date::parse(said).value_or(workspace_.world().today());
  const bool names_a_person = !kind_.person.empty() && values->has(kind_.person);
  CHECKED(complete_fact(workspace_, kind_, live(touched), arena, *values, day, actor_));
  // A file that names nobody says nothing of it; where somebody has to be named, the schema refuses.
  if (!kind_.person.empty() && !names_a_person && is_machine(*known_now_, actor_)) arena.remove(*values, kind_.person);
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
  for (BrokenRule& broken : newly_broken(*known_now_, touched.open.dossier->file, before, with_changes(before, {record})))
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
  using imports::Compared;
  if (known.hash == draft.hash) return imports::Verdict::same;
  const Record* stored = touched.open.dossier->find(known.record);
  const imports::Parts parts = stored ? parts_of(*stored->root) : imports::Parts();
  const Compared how = stored ? imports::compare(import_, draft, known, parts) : Compared::edited;
  if (how == Compared::same) return imports::Verdict::same;
  if (how == Compared::edited) {
    reject(draft, {}, problem("I122"_m, known.record));
    return imports::Verdict::conflict;
  }
  Node* changed = import_.arena.copy(*stored->root);
  imports::put_mapped(import_.arena, *changed, &values_of(draft), kind_.kind, import_.mapping);
  finish(draft, *changed);
  count_revision(import_.arena, *changed);
  import_.arena.set(*changed, "source", imports::origin_of(import_.arena, import_.mapping, draft));
  TRY(verdict, put(draft, touched, changed, imports::Verdict::changed));
  if (verdict != imports::Verdict::changed) return verdict;
  if (how == Compared::agreed) return imports::Verdict::same;
  return imports::changed_or_corrected(import_, draft, parts, fmt::format("{} {}", kind_.kind, known.record));
}

std::string FactTarget::scope_of(const imports::Draft& draft) const {
  const auto found = case_of_.find(draft.file_number);
  return found == case_of_.end() ? "?" + draft.file_number : found->second;
}

Result<imports::Parts> FactTarget::stored(const imports::Known& known) {
  TRY(touched, touch(known.owner));
  const Record* record = touched->open.dossier->find(known.record);
  return record ? parts_of(*record->root) : imports::Parts();
}

std::pair<std::string, std::optional<Date>> FactTarget::subject_of(const imports::Draft& draft) const {
  const auto values = draft.records.find(std::string(kind_.kind));
  return {"", values == draft.records.end() ? std::nullopt : Date::parse(values->second->get(kind_.day))};
}

Result<> FactTarget::void_gone(const std::vector<imports::Gone>& gone) {
  if (!find_kind(kind_.kind)->schema->find("voided")) return ImportTarget::void_gone(gone);
  for (const imports::Gone& one : gone) {
    TRY(touched, touch(one.owner));
    Node* changed = import_.arena.copy(*touched->open.dossier->find(one.record)->root);
    import_.arena.set(*changed, "voided", imports::voided_node(import_.arena, workspace_.world().today(), actor_, "erreur_saisie"));
    touched->changed.push_back(changed);
  }
  return {};
}

std::unique_ptr<imports::ImportTarget> fact_target(std::string_view makes, Workspace& workspace, imports::Import& import, const std::string& actor) {
  const FactKind* kind = find_fact_kind(makes);
  return kind ? std::make_unique<FactTarget>(workspace, import, actor, *kind) : nullptr;
}

}  // namespace mloc::facts
