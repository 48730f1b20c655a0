#include <algorithm>
#include <map>
#include <set>

#include "commands/import_target.hpp"
#include "commands/schools.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

const std::string& text_of(const SqlValue& value) { return std::get<std::string>(value); }

struct Learner {
  std::string case_id;
  std::string programme;
};

class LessonTarget final : public ImportTarget {
 public:
  LessonTarget(Workspace& workspace, Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)) {}

  Result<> load() override {
    TRY(index, workspace_.valid_index());
    TRY(known, index->rows("SELECT case_id, id, source_key, source_hash FROM lesson WHERE source_import = ?1",
                           {import_.mapping.name}));
    for (const auto& row : known.rows) known_[text_of(row[2])] = {text_of(row[0]), text_of(row[1]), text_of(row[3])};
    TRY(learners, index->rows("SELECT file_number, case_id, programme FROM application WHERE voided_day IS NULL"));
    for (const auto& row : learners.rows) learners_[text_of(row[0])] = {text_of(row[1]), text_of(row[2])};
    TRY(agreements, index->rows("SELECT partner, programme, starts, ends FROM agreement WHERE voided_day IS NULL"));
    for (const auto& row : agreements.rows)
      agreements_[text_of(row[0])].push_back({text_of(row[1]), *Date::parse(text_of(row[2])), *Date::parse(text_of(row[3]))});
    TRY(partners, index->rows("SELECT code FROM partner WHERE voided_day IS NULL"));
    for (const auto& row : partners.rows) partners_.insert(text_of(row[0]));
    TRY(assigned, index->rows("SELECT case_id, school, starts FROM assignment WHERE voided_day IS NULL ORDER BY starts, id"));
    for (const auto& row : assigned.rows) schools_of_[text_of(row[0])].push_back({*Date::parse(text_of(row[2])), text_of(row[1])});
    return {};
  }

  Result<Verdict> place(Draft& draft) override {
    const auto learner = learners_.find(draft.file_number);
    if (learner == learners_.end())
      return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
    if (const auto known = known_.find(draft.key); known != known_.end()) return place_known(draft, known->second);
    if (!follows_rules(draft, learner->second)) return Verdict::rejected;
    add(draft, learner->second);
    return Verdict::fresh;
  }

  Result<Change> change() override { return pending_.put_down(workspace_, import_.arena); }

 private:
  Verdict reject(Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return Verdict::rejected;
  }

  bool follows_rules(Draft& draft, const Learner& learner) {
    const Node& lesson = *draft.records.at("lesson");
    const std::string school(lesson.get("school"));
    const std::string day(lesson.get("starts").substr(0, 10));
    if (!partners_.contains(school)) {
      Problem unknown = problem("I119"_m, school);
      const std::vector<std::string> codes(partners_.begin(), partners_.end());
      if (const auto near = nearest(school, codes)) unknown.hint = fmt::format("did you mean '{}'?", *near);
      reject(draft, "lesson.school", std::move(unknown));
      return false;
    }
    const Agreed agreed = agreed_on(agreements_[school], learner.programme, *Date::parse(day));
    if (agreed == Agreed::outside) reject(draft, "lesson.day", problem("I120"_m, school, learner.programme, day));
    if (agreed == Agreed::missing && warned_.insert(school).second)
      warn_of_missing_agreement(workspace_, school, learner.programme);
    const std::string assigned = school_on(schools_of_[learner.case_id], *Date::parse(day));
    const bool elsewhere = !assigned.empty() && assigned != school;
    if (elsewhere) reject(draft, "lesson.school", problem("I121"_m, assigned, school));
    return agreed != Agreed::outside && !elsewhere;
  }

  /// The id is given when the dossier is read: it must be free there.
  Node* begin_record(std::string_view kind, Date day) {
    return new_record(import_.arena, kind, day, actor_, nullptr, workspace_.world().random);
  }

  void add(const Draft& draft, const Learner& learner) {
    Arena& arena = import_.arena;
    const Node& values = *draft.records.at("lesson");
    const Date day = *Date::parse(values.get("starts").substr(0, 10));
    if (schools_of_[learner.case_id].empty()) {
      const std::string school(values.get("school"));
      schools_of_[learner.case_id].push_back({day, school});
      Node* assignment = begin_record("assignment", day);
      arena.set(*assignment, "school", arena.text(school));
      arena.set(*assignment, "programme", arena.text(learner.programme));
      arena.set(*assignment, "starts", arena.text(day.text()));
      arena.set(*assignment, "reason", arena.text("first_lesson"));
      pending_.add(learner.case_id, assignment);
    }
    Node* lesson = begin_record("lesson", day);
    for (const Node& value : values) arena.set(*lesson, value.key, arena.copy(value));
    arena.set(*lesson, "source", origin_of(arena, import_.mapping, draft));
    pending_.add(learner.case_id, lesson);
  }

  Result<Verdict> place_known(Draft& draft, const Known& known) {
    if (known.hash == draft.hash) return Verdict::same;
    TRY(open, workspace_.read(case_path(*CaseId::parse(known.owner))));
    const Record* stored = open.dossier->find(known.record);
    if (!stored || content_hash({{"lesson", stored->root}}, import_.mapping) != known.hash) {
      reject(draft, {}, problem("I122"_m, known.record));
      return Verdict::conflict;
    }
    Node* changed = import_.arena.copy(*stored->root);
    put_mapped(import_.arena, *changed, draft.records.at("lesson"), "lesson", import_.mapping);
    import_.arena.set(*changed, "source", origin_of(import_.arena, import_.mapping, draft));
    pending_.replace(known.owner, changed);
    return Verdict::changed;
  }

  Workspace& workspace_;
  Import& import_;
  std::string actor_;
  std::map<std::string, Known> known_;
  std::map<std::string, Learner> learners_;
  std::map<std::string, std::vector<AgreementPeriod>> agreements_;
  std::set<std::string> partners_, warned_;
  std::map<std::string, std::vector<Assigned>> schools_of_;
  PendingRecords pending_;
};

}  // namespace

std::unique_ptr<ImportTarget> lesson_target(Workspace& workspace, Import& import, const std::string& actor) {
  return std::make_unique<LessonTarget>(workspace, import, actor);
}

}  // namespace mloc
