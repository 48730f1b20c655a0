#include <algorithm>
#include <map>
#include <set>

#include "commands/exams.hpp"
#include "commands/facts.hpp"
#include "commands/import_target.hpp"
#include "commands/sql_cells.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// What one dossier was and what it gets.
struct Touched {
  OpenDossier open;
  std::vector<const Node*> changed;
};

/// Rows that become simple records, or end them.
class FactTarget : public ImportTarget {
 public:
  FactTarget(Workspace& workspace, Import& import, std::string actor, const FactKind& kind)
      : workspace_(workspace), import_(import), actor_(std::move(actor)), kind_(kind) {}

  Result<> load() override {
    TRY(index, workspace_.valid_index());
    TRY(known, index->rows(fmt::format("SELECT case_id, id, source_key, source_hash FROM {} WHERE source_import = ?1", kind_.kind),
                           {import_.mapping.name}));
    for (const auto& row : known.rows) known_[text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
    TRY(numbers, index->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL"));
    for (const auto& row : numbers.rows) case_of_[text_of(row[0])] = text_of(row[1]);
    return {};
  }

  Result<Verdict> place(Draft& draft) override {
    const auto found = case_of_.find(draft.file_number);
    if (found == case_of_.end()) return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
    TRY(touched, touch(found->second));
    return place_in(draft, *touched);
  }

  Result<Change> change() override {
    Change change;
    for (auto& [case_id, touched] : touched_)
      if (!touched.changed.empty())
        change.put(case_path(*CaseId::parse(case_id)), with_records(*touched.open.dossier, touched.changed), touched.open.digest);
    return change;
  }

 protected:
  virtual Result<Verdict> place_in(Draft& draft, Touched& touched) {
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
    arena.set(*record, "source", origin_of(arena, import_.mapping, draft));
    return put(draft, touched, record, Verdict::fresh);
  }

  /// What of the workspace the row stands for.
  virtual std::map<std::string, const Node*> parts_of(const Node& stored) const { return {{std::string(kind_.kind), &stored}}; }
  /// Fields of a record that follow from the row without being mapped.
  virtual void finish(const Draft&, Node&) const {}

  const Node& values_of(const Draft& draft) const { return *draft.records.at(std::string(kind_.kind)); }

  Verdict reject(Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return Verdict::rejected;
  }

  std::vector<const Node*> live(const Touched& touched) const {
    return with_changes(live_records(*touched.open.dossier), touched.changed);
  }

  /// The record goes in when it keeps every rule.
  Result<Verdict> put(Draft& draft, Touched& touched, const Node* record, Verdict verdict) {
    TRY(faults, faults_of(workspace_, *record));
    for (Problem& found : faults) reject(draft, {}, std::move(found));
    const auto before = live(touched);
    for (BrokenRule& broken : newly_broken(before, with_changes(before, {record})))
      reject(draft, fmt::format("{}.{}", kind_.kind, broken.field), std::move(broken.problem));
    if (!draft.valid()) return Verdict::rejected;
    std::erase_if(touched.changed, [&](const Node* one) { return one->get("id") == record->get("id"); });
    touched.changed.push_back(record);
    return verdict;
  }

  Workspace& workspace_;
  Import& import_;
  std::string actor_;
  const FactKind& kind_;
  std::map<std::string, Touched> touched_;

 private:
  Result<Touched*> touch(const std::string& case_id) {
    const auto found = touched_.find(case_id);
    if (found != touched_.end()) return &found->second;
    TRY(open, workspace_.read(case_path(*CaseId::parse(case_id))));
    return &touched_.emplace(case_id, Touched{std::move(open), {}}).first->second;
  }

  std::string free_id(const Touched& touched, Date day) {
    for (;;) {
      std::string id = make_record_id(day, workspace_.world().random);
      const bool taken = std::ranges::any_of(touched.changed, [&](const Node* one) { return one->get("id") == id; });
      if (!taken && !touched.open.dossier->find(id)) return id;
    }
  }

  Result<Verdict> place_known(Draft& draft, Touched& touched, const Known& known) {
    if (known.hash == draft.hash) return Verdict::same;
    const Record* stored = touched.open.dossier->find(known.record);
    if (!stored || content_hash(parts_of(*stored->root), import_.mapping) != known.hash) {
      reject(draft, {}, problem("I122"_m, known.record));
      return Verdict::conflict;
    }
    Node* changed = import_.arena.copy(*stored->root);
    put_mapped(import_.arena, *changed, &values_of(draft), kind_.kind, import_.mapping);
    finish(draft, *changed);
    import_.arena.set(*changed, "source", origin_of(import_.arena, import_.mapping, draft));
    return put(draft, touched, changed, Verdict::changed);
  }

  std::map<std::string, Known> known_;
  std::map<std::string, std::string> case_of_;
};

/// Rows that tell of a job; its employer is found by the SIRET, or becomes a partner whose code is made of it.
class JobTarget final : public FactTarget {
 public:
  using FactTarget::FactTarget;

  Result<> load() override {
    CHECKED(FactTarget::load());
    TRY(index, workspace_.valid_index());
    TRY(partners, index->rows("SELECT siret, code, name FROM partner WHERE voided_day IS NULL ORDER BY code DESC"));
    for (const auto& row : partners.rows) remember(text_of(row[0]), text_of(row[1]), text_of(row[2]));
    return {};
  }

  Result<Change> change() override {
    TRY(change, FactTarget::change());
    for (const auto& [siret, partner] : fresh_) change.put(partner_path(partner->get("code")), write_dossier({partner}), std::nullopt);
    return change;
  }

 protected:
  Result<Verdict> place_in(Draft& draft, Touched& touched) override {
    const auto employer = draft.records.find("partner");
    if (employer == draft.records.end() || !employer->second->has("siret")) {
      const std::string code(values_of(draft).get("employer"));
      TRY(there, workspace_.store().holds(partner_path(code)));
      return there ? FactTarget::place_in(draft, touched) : reject(draft, "job.employer", problem("I119"_m, printable(code)));
    }
    const std::string siret(employer->second->get("siret"));
    Node* partner = known_.contains(siret) ? nullptr : new_partner(*employer->second, siret);
    if (partner) remember(siret, std::string(partner->get("code")), std::string(partner->get("name")));
    import_.arena.set(*draft.records.at("job"), "employer", import_.arena.text(known_.at(siret)->get("code")));
    TRY(verdict, FactTarget::place_in(draft, touched));
    if (partner && draft.valid()) fresh_[siret] = partner;
    else if (partner) known_.erase(siret);
    return verdict;
  }

  std::map<std::string, const Node*> parts_of(const Node& stored) const override {
    auto parts = FactTarget::parts_of(stored);
    for (const auto& [siret, partner] : known_)
      if (partner->get("code") == stored.get("employer")) parts["partner"] = partner;
    return parts;
  }

  void finish(const Draft& draft, Node& record) const override {
    import_.arena.set(record, "employer", import_.arena.text(values_of(draft).get("employer")));
  }

 private:
  void remember(const std::string& siret, const std::string& code, const std::string& name) {
    Node* partner = import_.arena.map();
    import_.arena.set(*partner, "code", import_.arena.text(code));
    import_.arena.set(*partner, "name", import_.arena.text(name));
    import_.arena.set(*partner, "siret", import_.arena.text(siret));
    known_[siret] = partner;
  }

  Node* new_partner(const Node& said, const std::string& siret) {
    Arena& arena = import_.arena;
    Node* partner = new_record(arena, "partner", workspace_.world().today(), actor_, nullptr, workspace_.world().random);
    for (const Node& value : said) arena.set(*partner, value.key, arena.copy(value));
    arena.set(*partner, "code", arena.text("e" + siret));
    arena.set(*partner, "kind", arena.text("EMPLOYEUR"));
    return partner;
  }

  std::map<std::string, const Node*> known_;  ///< by SIRET: code, name, SIRET
  std::map<std::string, const Node*> fresh_;  ///< those that rows bring
};

/// Rows that say who left a programme: each ends the open participation, or finds it ended so already.
class ExitTarget final : public FactTarget {
 public:
  using FactTarget::FactTarget;

 protected:
  Result<Verdict> place_in(Draft& draft, Touched& touched) override {
    const Node& values = values_of(draft);
    const Node* open = nullptr;
    for (const Node* record : live(touched)) {
      if (!record->get("record").starts_with("participation/") || record->get("programme") != values.get("programme")) continue;
      if (record->get("exited") == values.get("exited"))
        return record->get("exit_reason") == values.get("exit_reason")
                   ? Verdict::same
                   : reject(draft, "participation.exit_reason", problem("P113"_m, record->get("id"), record->get("exit_reason")));
      if (!record->has("exited")) open = record;
    }
    if (!open)
      return reject(draft, "participation.programme", problem("P110"_m, draft.file_number, fmt::format("participation {}", values.get("programme"))));
    Node* ended = import_.arena.copy(*open);
    for (const std::string_view field : {"exited", "exit_reason"})
      if (values.has(field)) import_.arena.set(*ended, field, import_.arena.text(values.get(field)));
    return put(draft, touched, ended, Verdict::changed);
  }
};

/// Tests of the licence; what only warns is counted, once for all rows.
class ExamTarget final : public FactTarget {
 public:
  using FactTarget::FactTarget;

  Result<Change> change() override {
    std::size_t warned = 0;
    for (const auto& [case_id, touched] : touched_)
      for (const Node* exam : touched.changed) warned += !exam_warnings(live(touched), exam->get("id")).empty();
    if (warned > 0) warn(workspace_.world(), problem("N113"_m, warned));
    return FactTarget::change();
  }
};

}  // namespace

std::unique_ptr<ImportTarget> fact_target(Workspace& workspace, Import& import, const std::string& actor) {
  const std::string& makes = import.mapping.makes;
  if (makes == "exit") return std::make_unique<ExitTarget>(workspace, import, actor, *find_fact_kind("participation"));
  const FactKind* kind = find_fact_kind(makes);
  if (!kind) return nullptr;
  if (makes == "exam") return std::make_unique<ExamTarget>(workspace, import, actor, *kind);
  if (makes == "job") return std::make_unique<JobTarget>(workspace, import, actor, *kind);
  return std::make_unique<FactTarget>(workspace, import, actor, *kind);
}

}  // namespace mloc
