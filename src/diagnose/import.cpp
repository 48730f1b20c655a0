#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "mloc/base/digest.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/diagnose/waves.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::diagnose {
namespace {

/// What a row, or a record, says of somebody who gave no answers: the digest of it.
std::string nonresponse_hash(const Node& said, std::string_view outcome) {
  return hex(blake2b(fmt::format("{}\n{}\n{}\n{}\n", said.get("draw"), said.get("wave"), said.get("day"), outcome)));
}

/// Rows of answers: each is one diagnosis of the case that its file number names, or says why there are no answers.
class DiagnosisTarget final : public imports::ImportTarget {
 public:
  DiagnosisTarget(Workspace& workspace, imports::Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)), known_now_(known_of(workspace)) {}

  Result<> load() override {
    TRY(instruments, Instruments::of(workspace_.store()));
    instruments_ = std::move(instruments);
    TRY(index, workspace_.valid_index());
    TRY(known, index->rows("SELECT case_id, id, source_key, source_hash, source_rules FROM diagnosis WHERE source_import = ?1", {import_.mapping.name}));
    for (const auto& row : known.rows) {
      imports::Known& one = known_[text_of(row[0]) + text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
      if (const auto* rules = std::get_if<std::int64_t>(&row[4])) one.rules = static_cast<int>(*rules);
    }
    TRY(silent, index->rows("SELECT case_id, id, source_key, source_hash FROM nonresponse WHERE source_import = ?1", {import_.mapping.name}));
    for (const auto& row : silent.rows) silent_[text_of(row[0]) + text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
    TRY(people, index->rows("SELECT file_number, case_id FROM application WHERE voided_day IS NULL OR merged IS NOT NULL"));
    for (const auto& row : people.rows) case_of_[text_of(row[0])] = text_of(row[1]);
    TRY(jobs, index->rows("SELECT case_id, id FROM job WHERE voided_day IS NULL ORDER BY case_id, id"));
    for (const auto& row : jobs.rows) jobs_of_[text_of(row[0])].push_back(text_of(row[1]));
    TRY(waves, index->rows("SELECT case_id, instrument, draw, wave, id, job FROM diagnosis WHERE voided_day IS NULL AND wave IS NOT NULL"));
    for (const auto& row : waves.rows)
      answered_[wave_key(text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[5]))] = text_of(row[4]);
    return {};
  }

  Result<imports::Verdict> place(imports::Draft& draft) override {
    const auto person = case_of_.find(draft.file_number);
    if (person == case_of_.end()) return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
    if (!draft.records.contains("diagnosis")) return reject(draft, {}, problem("R202"_m, "diagnosis.instrument"));
    Node& values = *draft.records.at("diagnosis");
    TRY(is_settled, put_draw(draft, person->second, values));
    if (!is_settled) return imports::Verdict::rejected;
    if (draft.records.contains("nonresponse")) return place_silent(draft, person->second);
    const Instrument* instrument = instruments_.of_record(values);
    if (!instrument)
      return reject(draft, "diagnosis.instrument", problem("G102"_m, fmt::format("{}.{}", values.get("instrument"), values.get("version"))));
    if (!put_job(draft, *instrument, person->second, values) || !fits(draft, *instrument, values)) return imports::Verdict::rejected;
    // Compared in the form that is stored: `850` and `850,00` are the same.
    draft.hash = imports::content_hash({{"diagnosis", &values}}, import_.mapping);
    if (const auto known = known_.find(person->second + draft.key); known != known_.end()) return place_known(draft, known->second);
    if (values.has("wave")) {
      const std::string key = wave_key(person->second, values.get("instrument"), values.get("draw"), values.get("wave"), values.get("job"));
      const auto [before, is_free] = answered_.emplace(key, draft.key);
      if (!is_free) return reject(draft, "diagnosis.wave", problem("G121"_m, draft.file_number, values.get("wave"), before->second));
    }
    return add(draft, person->second);
  }

  Result<Change> change() override {
    if (without_job_ > 0) remark(workspace_.world(), phrase("surveys of people without a job, kept about none: {}", without_job_));
    return pending_.put_down(workspace_, import_.arena);
  }

 private:
  static std::string wave_key(std::string_view case_id, std::string_view instrument, std::string_view draw, std::string_view wave,
                              std::string_view job = {}) {
    return fmt::format("{} {} {} {} {}", case_id, instrument, draw, wave, job);
  }

  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  /// A wave that was planned for a draw belongs to it, whether or not the row says so, as `diagnose add` has it: without its draw
  /// nobody would have answered. The baseline may have been answered before anybody was drawn, and counts without.
  Result<bool> put_draw(imports::Draft& draft, const std::string& case_id, Node& values) {
    if (!values.has("wave") || values.has("draw") || values.get("wave") == "t0") return true;
    if (!planned_) CHECKED(load_plans());
    std::vector<std::string> draws;
    for (const auto& [plan, members] : *planned_)
      if (plan.wave == values.get("wave") && plan.instrument == values.get("instrument") && members.contains(case_id)) draws.push_back(plan.draw);
    if (draws.size() > 1) {
      reject(draft, "diagnosis.draw", hinted(problem("C102"_m, phrase("several draws have this wave: say which in a column of the draw")), one_of_these(draws)));
      return false;
    }
    if (!draws.empty()) import_.arena.set(values, "draw", import_.arena.text(draws.front()));
    return true;
  }
  /// Every planned wave with the cases that it is for.
  Result<> load_plans() {
    planned_.emplace();
    TRY(draws, draw::draws_that_were_run(workspace_));
    for (const std::string& draw : draws) {
      TRY(waves, planned_waves(workspace_, draw));
      if (waves.empty()) continue;
      TRY(folder, draw::run_draw(workspace_, draw));
      TRY(roster, draw::Roster::parse(folder.roster));
      std::set<std::string> members;
      for (const draw::Applicant& one : roster.applicants())
        if (const auto found = case_of_.find(one.id); found != case_of_.end()) members.insert(found->second);
      for (const PlannedWave& wave : waves) planned_->emplace_back(wave, members);
    }
    return {};
  }

  /// A survey about a job: the person's only one, for no file outside knows its record. Before there is one the three are asked about
  /// what they need.
  bool put_job(imports::Draft& draft, const Instrument& instrument, const std::string& case_id, Node& values) {
    if (instrument.party.empty()) return true;
    const std::vector<std::string>& jobs = jobs_of_[case_id];
    without_job_ += jobs.empty();
    if (jobs.size() > 1) reject(draft, "application.file_number", hinted(problem("P111"_m, draft.file_number, jobs.size(), "job"), joined(jobs, ", ")));
    else if (!jobs.empty()) import_.arena.set(values, "job", import_.arena.text(jobs.front()));
    import_.arena.set(values, "party", import_.arena.text(instrument.party));
    return draft.valid();
  }

  /// Brings the answers into their stored form and compares them with the instrument.
  bool fits(imports::Draft& draft, const Instrument& instrument, Node& values) {
    Node* map = values.find("answers");
    for (const auto& [code, text] : answers_of(values)) {
      const Item* item = instrument.find(code);
      if (!item) continue;
      auto answer = read_answer(*item, text, workspace_.world().today());
      if (answer) import_.arena.set(*map, code, import_.arena.text(*answer));
      else reject(draft, "diagnosis.answers." + code, hinted(answer.error().problems.front(), answer.error().problems.front().hint));
    }
    if (!draft.valid()) return false;
    for (AnswerProblem& one : check_diagnosis(workspace_.settings(), instruments_, values)) {
      const bool is_field = values.has(one.item) && one.item != "answers";
      reject(draft, (is_field ? "diagnosis." : "diagnosis.answers.") + one.item, std::move(one.problem));
    }
    return draft.valid();
  }

  /// Refused, not reached, out of scope: only where there are no answers.
  Result<imports::Verdict> place_silent(imports::Draft& draft, const std::string& case_id) {
    const Node& said = *draft.records.at("diagnosis");
    const std::string outcome(draft.records.at("nonresponse")->get("outcome"));
    if (said.has("answers")) return reject(draft, "nonresponse.outcome", problem("G125"_m, outcome));
    for (const std::string field : {"draw", "wave", "day"})
      if (!said.has(field)) reject(draft, "diagnosis." + field, problem("R202"_m, field));
    if (!draft.valid()) return imports::Verdict::rejected;
    const auto answered = answered_.find(wave_key(case_id, said.get("instrument"), said.get("draw"), said.get("wave")));
    if (answered != answered_.end())
      return reject(draft, "diagnosis.wave", problem("G121"_m, draft.file_number, said.get("wave"), answered->second));
    draft.hash = nonresponse_hash(said, outcome);
    Arena& arena = import_.arena;
    Node* made = nullptr;
    const auto known = silent_.find(case_id + draft.key);
    if (known != silent_.end()) {
      if (known->second.hash == draft.hash) return imports::Verdict::same;
      TRY(open, workspace_.read(case_path(*CaseId::parse(known->second.owner))));
      const Record* stored = open.dossier->find(known->second.record);
      if (!stored || nonresponse_hash(*stored->root, stored->root->get("outcome")) != known->second.hash) {
        reject(draft, {}, problem("I122"_m, known->second.record));
        return imports::Verdict::conflict;
      }
      made = arena.copy(*stored->root);
    } else {
      made = new_record(arena, "nonresponse", *Date::parse(said.get("day")), actor_, nullptr, workspace_.world().random);
    }
    for (const std::string field : {"draw", "wave", "day"}) arena.set(*made, field, arena.text(said.get(field)));
    arena.set(*made, "outcome", arena.text(outcome));
    arena.set(*made, "source", imports::origin_of(arena, import_.mapping, draft));
    TRY(is_admitted, admits(draft, case_id, made));
    if (!is_admitted) return imports::Verdict::rejected;
    if (known == silent_.end()) pending_.add(case_id, made);
    else pending_.replace(known->second.owner, made);
    return known == silent_.end() ? imports::Verdict::fresh : imports::Verdict::changed;
  }

  Result<imports::Verdict> add(imports::Draft& draft, const std::string& case_id) {
    Arena& arena = import_.arena;
    const Node& values = *draft.records.at("diagnosis");
    Node* made = new_record(arena, "diagnosis", *Date::parse(values.get("day")), actor_, nullptr, workspace_.world().random);
    for (const Node& value : values) arena.set(*made, value.key, arena.copy(value));
    arena.set(*made, "source", imports::origin_of(arena, import_.mapping, draft));
    TRY(is_admitted, admits(draft, case_id, made));
    if (!is_admitted) return imports::Verdict::rejected;
    pending_.add(case_id, made);
    return imports::Verdict::fresh;
  }

  /// Whether every rule takes a record beside those of its dossier and of earlier rows.
  Result<bool> admits(imports::Draft& draft, const std::string& case_id, const Node* record) {
    Rows& rows = rows_[case_id];
    if (!rows.open.dossier) {
      TRY(open, workspace_.read(case_path(*CaseId::parse(case_id))));
      rows.open = std::move(open);
    }
    const Records before = with_changes(live_records(*rows.open.dossier), rows.taken);
    for (BrokenRule& one : newly_broken(*known_now_, rows.open.dossier->file, before, with_changes(before, {record})))
      reject(draft, one.field.empty() ? std::string() : fmt::format("diagnosis.{}", one.field), std::move(one.problem));
    if (draft.valid()) rows.taken.push_back(record);
    return draft.valid();
  }

  Result<imports::Verdict> place_known(imports::Draft& draft, const imports::Known& known) {
    if (known.hash == draft.hash) return imports::Verdict::same;
    TRY(open, workspace_.read(case_path(*CaseId::parse(known.owner))));
    const Record* stored = open.dossier->find(known.record);
    const imports::Parts parts = stored ? imports::Parts{{"diagnosis", stored->root}} : imports::Parts();
    const imports::Compared how = stored ? imports::compare(import_, draft, known, parts) : imports::Compared::edited;
    if (how == imports::Compared::same) return imports::Verdict::same;
    if (how == imports::Compared::edited) {
      reject(draft, {}, problem("I122"_m, known.record));
      return imports::Verdict::conflict;
    }
    Arena& arena = import_.arena;
    const Node& values = *draft.records.at("diagnosis");
    Node* changed = arena.copy(*stored->root);
    for (const Node& value : values)
      if (value.key != "answers") arena.set(*changed, value.key, arena.copy(value));
    put_answers(*changed->find("answers"), values.find("answers"));
    arena.set(*changed, "source", imports::origin_of(arena, import_.mapping, draft));
    std::vector<AnswerProblem> problems = check_diagnosis(workspace_.settings(), instruments_, *changed);
    for (AnswerProblem& one : problems) reject(draft, "diagnosis.answers." + one.item, std::move(one.problem));
    if (!draft.valid()) return imports::Verdict::rejected;
    TRY(is_admitted, admits(draft, known.owner, changed));
    if (!is_admitted) return imports::Verdict::rejected;
    pending_.replace(known.owner, changed);
    if (how == imports::Compared::agreed) return imports::Verdict::same;
    imports::count_emptied(import_, draft, parts);
    return imports::Verdict::changed;
  }

  /// Only the answers that the mapping has a column for; others were added by hand and stay.
  void put_answers(Node& stored, const Node* given) {
    constexpr std::string_view prefix = "diagnosis.answers.";
    for (const std::string& field : imports::mapped_fields(import_.mapping)) {
      if (!field.starts_with(prefix)) continue;
      const std::string code = field.substr(prefix.size());
      const Node* value = given ? given->find(code) : nullptr;
      if (value) import_.arena.set(stored, code, import_.arena.copy(*value));
      else import_.arena.remove(stored, code);
    }
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  Instruments instruments_;
  std::map<std::string, imports::Known> known_, silent_;
  std::map<std::string, std::string> case_of_, answered_;
  std::map<std::string, std::vector<std::string>> jobs_of_;
  std::optional<std::vector<std::pair<PlannedWave, std::set<std::string>>>> planned_;  ///< read when first asked for
  imports::PendingRecords pending_;
  std::size_t without_job_ = 0;

  /// A dossier and what earlier rows put beside its records.
  struct Rows {
    OpenDossier open;
    Records taken;
  };
  std::map<std::string, Rows> rows_;      ///< by case
  std::unique_ptr<Knowledge> known_now_;  ///< what rules look at
};

}  // namespace

std::unique_ptr<imports::ImportTarget> diagnosis_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<DiagnosisTarget>(workspace, import, actor);
}

}  // namespace mloc::diagnose
