#include "progress.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/number.hpp"
#include "mloc/base/record.hpp"

namespace mloc::lesson {
namespace {

bool is_theory(std::string_view kind) { return kind == "code" || kind == "code_cours" || kind == "code_test"; }
bool is_driving(std::string_view kind) { return kind == "conduite" || kind == "examen_blanc"; }

/// Stages of etape_permis in their order; the last one reached is where somebody stands.
constexpr std::array<std::string_view, 8> stage_order = {"inscription",       "evaluation",     "code_en_cours", "code_obtenu",
                                                         "conduite_en_cours", "presente_pratique", "abandon",    "permis_obtenu"};

class Reader {
 public:
  Reader(std::span<const Node* const> records, const ProgressTerms& terms, Date today)
      : records_(records), terms_(terms), today_(today), today_text_(today.text()) {}

  Progress read() {
    for (const Node* lesson : lessons_by_start(records_)) add_lesson(*lesson);
    for (const Node* record : records_) {
      if (is_kind(*record, "assignment")) reach("inscription", record->get("starts"));
      if (is_kind(*record, "participation") && record->has("exited")) left_ = std::max(left_, record->get("exited"));
    }
    attempts_ = follow_exams(records_, terms_.exams);
    for (const Attempt& attempt : attempts_) add_attempt(attempt);
    if (!left_.empty() && left_ <= today_text_ && !has("permis_obtenu")) reach("abandon", left_);
    for (const std::string_view stage : stage_order)
      if (has(stage)) progress_.stage = stage;
    progress_.next = next_step();
    return std::move(progress_);
  }

 private:
  bool has(std::string_view stage) const { return progress_.stages.contains(stage); }
  /// The first day counts.
  void reach(std::string_view stage, std::string_view day) {
    if (day > today_text_) return;
    const auto [found, fresh] = progress_.stages.emplace(stage, day);
    if (!fresh) found->second = std::min(found->second, day);
  }

  void add_lesson(const Node& lesson) {
    const std::string_view day = lesson.get("starts").substr(0, 10), kind = lesson.get("kind");
    add_minutes(lesson, progress_.months[day.substr(0, 7)]);
    add_minutes(lesson, progress_.total);
    if (day > today_text_) return;
    add_content(lesson, day);
    if (!was_there(lesson)) return;
    if (kind == "evaluation_depart") reach("evaluation", day);
    if (is_theory(kind)) reach("code_en_cours", day);
    if (is_driving(kind) || kind == "simulateur") reach("conduite_en_cours", day);
  }

  void add_minutes(const Node& lesson, Progress::Month& month) {
    const std::string_view presence = lesson.get("presence");
    const int minutes = checked_number(lesson.get("minutes"));
    if (presence != "annule_service" && presence != "reporte") month.planned += minutes;
    // What is still to come is planned only.
    if (lesson.get("starts").substr(0, 10) > std::string_view(today_text_)) return;
    if (was_there(lesson)) month.present += minutes;
    if (was_there(lesson) && is_driving(lesson.get("kind"))) month.driven += minutes;
    month.absences += presence.starts_with("absent_");
    month.unexcused += presence == "absent_non_excuse";
  }

  void add_content(const Node& lesson, std::string_view day) {
    if (const Node* skills = lesson.find("skills"))
      for (const Node& skill : *skills)
        progress_.skills[skill.key] = {static_cast<std::size_t>(std::ranges::find(terms_.levels, skill.text) - terms_.levels.begin()), day};
    if (const Node* difficulties = lesson.find("difficulties"))
      for (const Node& one : *difficulties) progress_.difficulties[one.text] = day;
    for (const std::string_view state : {"followed", "not_followed"})
      if (const Node* codes = lesson.find(state))
        for (const Node& one : *codes)
          if (const auto found = progress_.adjustments.find(one.text); found != progress_.adjustments.end()) found->second.state = state;
    if (const Node* adjustments = lesson.find("adjustments"))
      for (const Node& one : *adjustments) progress_.adjustments[one.text] = {day, "open"};
  }

  void add_attempt(const Attempt& attempt) {
    const Node& exam = *attempt.exam;
    const bool practical = terms_.exams.test(exam.get("test"))->grid, passed = exam.get("result") == "favorable";
    if (attempt.number > 0 && practical) reach("presente_pratique", exam.get("day"));
    if (passed) reach(practical ? "permis_obtenu" : "code_obtenu", exam.get("day"));
  }

  /// The theory test opens a practical one today: a try today would not be without it.
  bool theory_is_valid() const {
    Arena arena;
    Node* trial = arena.map();
    arena.set(*trial, "record", arena.text("exam/1"));
    arena.set(*trial, "id", arena.text("~"));
    arena.set(*trial, "day", arena.text(today_text_));
    arena.set(*trial, "result", arena.text("insuffisant"));
    for (const ExamTerms::Test& test : terms_.exams.tests)
      if (test.grid) arena.set(*trial, "test", arena.text(test.code));
    std::vector<const Node*> records(records_.begin(), records_.end());
    records.push_back(trial);
    for (const Attempt& attempt : follow_exams(records, terms_.exams))
      if (attempt.exam == trial) return !attempt.without_theory;
    return false;
  }

  bool is_ready() const {
    const auto learnt = std::ranges::count_if(progress_.skills, [&](const auto& skill) {
      return skill.first.find('.') != std::string_view::npos && skill.second.rank + 1 == terms_.levels.size();
    });
    const auto advice = progress_.adjustments.find("presenter_examen");
    const bool advised = advice != progress_.adjustments.end() && advice->second.state != "not_followed";
    return progress_.total.driven >= terms_.least_minutes && (advised || static_cast<std::size_t>(learnt) == terms_.skill_count);
  }

  std::string_view next_step() {
    if (progress_.stage == "permis_obtenu" || progress_.stage == "abandon") return "aucune";
    if (!has("inscription")) return "affecter";
    if (!has("code_obtenu")) return has("code_en_cours") ? "passer_code" : "commencer_code";
    if (!theory_is_valid()) return "repasser_code";
    // The last failure says when another try is allowed.
    for (const Attempt& attempt : attempts_)
      if (attempt.next && attempt.exam->get("day") <= today_text_) progress_.not_before = attempt.next;
    if (progress_.not_before && today_ < *progress_.not_before) return "attendre";
    progress_.not_before.reset();
    if (has("presente_pratique")) return "presenter";
    if (!has("conduite_en_cours")) return "commencer_conduite";
    return is_ready() ? "presenter" : "poursuivre_conduite";
  }

  std::span<const Node* const> records_;
  const ProgressTerms& terms_;
  Date today_;
  std::string today_text_;
  std::string_view left_;
  std::vector<Attempt> attempts_;
  Progress progress_;
};

}  // namespace

Progress progress_of(std::span<const Node* const> records, const ProgressTerms& terms, Date today) {
  return Reader(records, terms, today).read();
}

}  // namespace mloc::lesson
