#include <algorithm>
#include <map>
#include <set>

#include "exam_terms.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/import/target.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "rules/hours.hpp"

namespace mloc::lesson {
namespace {

struct RowLearner {
  std::string case_id;
  std::string programme;
};

class LessonTarget final : public imports::ImportTarget {
 public:
  LessonTarget(Workspace& workspace, imports::Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)), known_now_(known_of(workspace)) {}

  Result<> load() override {
    TRY(known, imports::known_rows(workspace_, "lesson", import_.mapping, "school", "SUBSTR(starts, 1, 10)"));
    known_ = std::move(known);
    TRY(index, workspace_.valid_index());
    TRY(learners, index->rows("SELECT file_number, case_id, programme FROM application WHERE voided_day IS NULL OR merged IS NOT NULL"));
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

  Result<imports::Verdict> place(imports::Draft& draft) override {
    const auto learner = learners_.find(draft.file_number);
    if (learner == learners_.end())
      return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
    if (draft.known && draft.known->hash == draft.hash) return imports::Verdict::same;
    if (!follows_rules(draft, learner->second)) return imports::Verdict::rejected;
    if (draft.known) return place_known(draft, *draft.known);
    TRY(course, course_of(learner->second.case_id));
    if (const Node* planned = planned_in(*course, *draft.records.at("lesson"))) return take_over(draft, *course, learner->second.case_id, *planned);
    Node* lesson = made(draft);
    if (!keeps_rules(draft, *course, lesson)) return imports::Verdict::rejected;
    Node* place = schools_of_[learner->second.case_id].empty() ? first_place(learner->second, *lesson) : nullptr;
    if (place && !is_admitted(draft, *course, place)) return imports::Verdict::rejected;
    add(learner->second, lesson, place);
    return imports::Verdict::fresh;
  }

  Result<Change> change() override { return pending_.put_down(workspace_, import_.arena); }

  std::vector<imports::Known>* known() override { return &known_; }
  std::string scope_of(const imports::Draft& draft) const override {
    const auto learner = learners_.find(draft.file_number);
    return learner == learners_.end() ? "?" + draft.file_number : learner->second.case_id;
  }
  Result<imports::Parts> stored(const imports::Known& known) override {
    TRY(course, course_of(known.owner));
    const Record* record = course->open.dossier->find(known.record);
    return record ? imports::Parts{{"lesson", record->root}} : imports::Parts();
  }
  /// A cumulative file speaks of every lesson of its schools in its months.
  std::pair<std::string, std::optional<Date>> subject_of(const imports::Draft& draft) const override {
    const auto lesson = draft.records.find("lesson");
    if (lesson == draft.records.end()) return {};
    return {std::string(lesson->second->get("school")), Date::parse(lesson->second->get("starts").substr(0, 10))};
  }
  imports::Mapping::Covers covers_by_itself() const override { return imports::Mapping::Covers::period; }

  Result<> void_gone(const std::vector<imports::Gone>& gone) override {
    Arena& arena = import_.arena;
    for (const imports::Gone& one : gone) {
      TRY(course, course_of(one.owner));
      Node* changed = arena.copy(*course->open.dossier->find(one.record)->root);
      arena.set(*changed, "voided", imports::voided_node(arena, workspace_.world().today(), actor_, "n_a_pas_eu_lieu"));
      pending_.replace(one.owner, changed);
    }
    return {};
  }

 private:
  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  bool follows_rules(imports::Draft& draft, const RowLearner& learner) {
    const Node& lesson = *draft.records.at("lesson");
    const std::string school(lesson.get("school"));
    const std::string day(lesson.get("starts").substr(0, 10));
    if (!partners_.contains(school)) {
      Problem unknown = problem("I119"_m, school);
      const std::vector<std::string> codes(partners_.begin(), partners_.end());
      if (const auto near = nearest(school, codes)) unknown.hint = did_you_mean(*near);
      reject(draft, "lesson.school", std::move(unknown));
      return false;
    }
    const partner::Agreed agreed = partner::agreed_on(agreements_[school], learner.programme, *Date::parse(day));
    if (agreed == partner::Agreed::outside) reject(draft, "lesson.day", problem("I120"_m, school, learner.programme, day));
    if (agreed == partner::Agreed::missing && warned_.insert(school).second)
      partner::warn_of_missing_agreement(workspace_, school, learner.programme);
    const std::string assigned = partner::school_on(schools_of_[learner.case_id], *Date::parse(day));
    const bool elsewhere = !assigned.empty() && assigned != school;
    if (elsewhere) reject(draft, "lesson.school", problem("I121"_m, assigned, school));
    return agreed != partner::Agreed::outside && !elsewhere;
  }

  /// The id is given when the dossier is read: it must be free there.
  Node* begin_record(std::string_view kind, Date day) {
    return new_record(import_.arena, kind, day, actor_, nullptr, workspace_.world().random);
  }

  Node* made(const imports::Draft& draft) {
    Arena& arena = import_.arena;
    const Node& values = *draft.records.at("lesson");
    Node* lesson = begin_record("lesson", *Date::parse(values.get("starts").substr(0, 10)));
    for (const Node& value : values) arena.set(*lesson, value.key, arena.copy(value));
    arena.set(*lesson, "source", imports::origin_of(arena, import_.mapping, draft));
    return lesson;
  }

  /// The lessons of one person, those of earlier rows among them, and the rules that they break already.
  struct Course {
    OpenDossier open;
    std::vector<const Node*> lessons;
    std::set<std::string> broken;
  };
  Result<Course*> course_of(const std::string& case_id) {
    if (const auto found = courses_.find(case_id); found != courses_.end()) return &found->second;
    TRY(open, workspace_.read(case_path(*CaseId::parse(case_id))));
    Course course{std::move(open), {}, {}};
    course.lessons = lessons_by_start(facts::live_records(*course.open.dossier));
    for (const BrokenRule& one : broken_lesson_rules(course.lessons, skill_levels())) course.broken.insert(one.problem.text.english);
    return &courses_.emplace(case_id, std::move(course)).first->second;
  }

  /// The lesson that was planned for that hour at that school, by hand or by an earlier file.
  static const Node* planned_in(const Course& course, const Node& values) {
    const auto found = std::ranges::find_if(course.lessons, [&](const Node* lesson) {
      return lesson->get("presence") == "prevu" && lesson->get("school") == values.get("school") && lesson->get("starts") == values.get("starts");
    });
    return found == course.lessons.end() ? nullptr : *found;
  }

  /// What a row says of a lesson that is there already goes into its record.
  Result<imports::Verdict> take_over(imports::Draft& draft, Course& course, const std::string& case_id, const Node& lesson) {
    Node* changed = import_.arena.copy(lesson);
    imports::put_mapped(import_.arena, *changed, draft.records.at("lesson"), "lesson", import_.mapping);
    import_.arena.set(*changed, "source", imports::origin_of(import_.arena, import_.mapping, draft));
    if (!keeps_rules(draft, course, changed)) return imports::Verdict::rejected;
    pending_.replace(case_id, changed);
    return imports::Verdict::changed;
  }

  /// What the lesson makes impossible of its day.
  static std::vector<BrokenRule> new_hours(const Records& lessons, const Node& lesson) {
    if (!was_there(lesson)) return {};
    Records day;
    for (const Node* one : lessons)
      if (one->get("starts").substr(0, 10) == lesson.get("starts").substr(0, 10) && one->get("id") != lesson.get("id")) day.push_back(one);
    std::set<std::string> known;
    for (const BrokenRule& one : impossible_hours(day)) known.insert(one.problem.text.english);
    day.push_back(&lesson);
    auto broken = impossible_hours(day);
    std::erase_if(broken, [&](const BrokenRule& one) { return known.contains(one.problem.text.english); });
    return broken;
  }

  bool keeps_rules(imports::Draft& draft, Course& course, const Node* lesson) {
    std::vector<const Node*> lessons = facts::with_changes(course.lessons, {lesson});
    // What says neither a level nor a reason nor what was followed breaks no rule, and most rows are so.
    const bool can_break = lesson->has("skills") || lesson->has("reason") || lesson->has("followed") || lesson->has("not_followed");
    for (BrokenRule& one : new_hours(course.lessons, *lesson)) reject(draft, "lesson.day", std::move(one.problem));
    if (!can_break || !draft.valid()) {
      if (draft.valid()) course.lessons = std::move(lessons);
      return draft.valid();
    }
    for (BrokenRule& one : broken_lesson_rules(lessons, skill_levels())) {
      if (course.broken.contains(one.problem.text.english)) continue;
      const std::string field = "lesson." + one.field + (one.field == "skills" ? ".levels" : "");
      // Another lesson may be the one that falls, now that this one stands before it.
      if (one.record != lesson) one.problem.text += fmt::format(" (lesson of {})", one.record->get("starts"));
      reject(draft, field, std::move(one.problem));
    }
    if (draft.valid()) course.lessons = std::move(lessons);
    return draft.valid();
  }

  /// The first lesson gives a place at its school.
  Node* first_place(const RowLearner& learner, const Node& lesson) {
    Arena& arena = import_.arena;
    const Date day = *Date::parse(lesson.get("starts").substr(0, 10));
    Node* assignment = begin_record("assignment", day);
    arena.set(*assignment, "school", arena.text(lesson.get("school")));
    arena.set(*assignment, "programme", arena.text(learner.programme));
    arena.set(*assignment, "starts", arena.text(day.text()));
    arena.set(*assignment, "reason", arena.text("first_lesson"));
    return assignment;
  }

  /// Whether every rule takes the place; those of earlier rows are taken already.
  bool is_admitted(imports::Draft& draft, const Course& course, const Node* place) {
    const Dossier& dossier = *course.open.dossier;
    const Records before = live_records(dossier);
    for (BrokenRule& one : newly_broken(*known_now_, dossier.file, before, with_changes(before, {place})))
      reject(draft, one.field == "starts" ? "lesson.day" : "lesson.school", std::move(one.problem));
    if (draft.valid()) known_now_->assume(dossier.file, with_records(dossier, {place}));
    return draft.valid();
  }

  void add(const RowLearner& learner, Node* lesson, Node* place) {
    if (place) {
      schools_of_[learner.case_id].push_back({*Date::parse(place->get("starts")), std::string(place->get("school"))});
      pending_.add(learner.case_id, place);
    }
    pending_.add(learner.case_id, lesson);
  }

  Result<imports::Verdict> place_known(imports::Draft& draft, const imports::Known& known) {
    using imports::Compared;
    TRY(course, course_of(known.owner));
    const Record* record = course->open.dossier->find(known.record);
    const imports::Parts parts = record ? imports::Parts{{"lesson", record->root}} : imports::Parts();
    const Compared how = record ? imports::compare(import_, draft, known, parts) : Compared::edited;
    if (how == Compared::same) return imports::Verdict::same;
    if (how == Compared::edited) {
      reject(draft, {}, problem("I122"_m, known.record));
      return imports::Verdict::conflict;
    }
    TRY(verdict, take_over(draft, *course, known.owner, *record->root));
    if (verdict != imports::Verdict::changed) return verdict;
    if (how == Compared::agreed) return imports::Verdict::same;
    return imports::changed_or_corrected(import_, draft, parts, fmt::format("lesson {}", known.record));
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  std::vector<imports::Known> known_;
  std::map<std::string, RowLearner> learners_;
  std::map<std::string, std::vector<partner::AgreementPeriod>> agreements_;
  std::set<std::string> partners_, warned_;
  std::map<std::string, std::vector<partner::Assigned>> schools_of_;
  std::map<std::string, Course> courses_;
  std::unique_ptr<Knowledge> known_now_;  ///< what rules look at
  imports::PendingRecords pending_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> lesson_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<LessonTarget>(workspace, import, actor);
}

}  // namespace mloc::lesson
