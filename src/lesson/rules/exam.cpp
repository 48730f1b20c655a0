#include "exam.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace mloc::lesson {
namespace {

constexpr std::string_view passed = "favorable", failed = "insuffisant", missed = "absent";

bool is_exam(const Node& record) { return record.get("record").starts_with("exam/"); }
bool was_sat(const Node& exam) { return exam.get("result") == passed || exam.get("result") == failed; }

bool is_eliminated(const Node& exam) {
  if (const Node* marks = exam.find("marks"))
    for (const Node& mark : *marks)
      if (mark.text == "E") return true;
  return false;
}

std::optional<int> points_of(const Node& exam) {
  if (exam.has("points")) return half_points(exam.get("points"));
  return sum_of_marks(exam);
}

std::vector<const Node*> exams_by_day(std::span<const Node* const> records) {
  std::vector<const Node*> exams;
  std::ranges::copy_if(records, std::back_inserter(exams), [](const Node* record) { return is_exam(*record); });
  // `etg` stands before `pratique_b`: theory comes first within a day.
  std::ranges::sort(exams, {}, [](const Node* exam) { return std::tuple(exam->get("day"), exam->get("test"), exam->get("id")); });
  return exams;
}

std::string steps_text(const ExamTerms::Item& item) {
  std::string text;
  for (const int step : item.steps) text += (text.empty() ? "" : ", ") + points_text(step);
  return text + (item.eliminatory ? ", E" : "");
}

class ExamJudge {
 public:
  ExamJudge(std::span<const Node* const> records, const ExamTerms& terms) : exams_(exams_by_day(records)), terms_(terms) {}

  std::vector<BrokenRule> judge() {
    for (const Node* exam : exams_) {
      const ExamTerms::Test* test = terms_.test(exam->get("test"));
      if (!test) continue;
      judge_points(*exam, *test);
      judge_marks(*exam, *test);
      judge_order(*exam);
    }
    return std::move(broken_);
  }

 private:
  void add(const Node& exam, std::string_view field, Problem found) { broken_.push_back({&exam, std::string(field), std::move(found)}); }

  void judge_points(const Node& exam, const ExamTerms::Test& test) {
    const auto points = points_of(exam);
    const std::string_view result = exam.get("result");
    if (!was_sat(exam)) {
      if (points) add(exam, "result", problem("N103"_m, result));
      return;
    }
    if (points && *points > test.top) add(exam, "points", problem("N101"_m, points_text(*points), points_text(test.top)));
    const std::string made = result_of(exam, terms_);
    if (!made.empty() && made != result)
      add(exam, "result", problem("N102"_m, result, points ? points_text(*points) : "-", is_eliminated(exam) ? phrase(" and an E") : Phrase(), made));
  }

  void judge_marks(const Node& exam, const ExamTerms::Test& test) {
    const Node* marks = exam.find("marks");
    if (!marks) return;
    if (!test.grid) return add(exam, "marks", problem("N108"_m, test.code));
    std::string missing;
    for (const ExamTerms::Item& item : terms_.grid) {
      const std::string_view mark = marks->get(item.code);
      const auto halves = half_points(mark);
      const bool is_step = mark == "E" ? item.eliminatory : halves && std::ranges::find(item.steps, *halves) != item.steps.end();
      if (mark.empty() && !item.bonus) missing += (missing.empty() ? "" : ", ") + item.code;
      if (!mark.empty() && !is_step) add(exam, "marks", problem("N105"_m, item.code, mark, steps_text(item)));
    }
    if (!missing.empty()) add(exam, "marks", problem("N107"_m, missing));
    const int sum = *sum_of_marks(exam);
    if (missing.empty() && exam.has("points") && half_points(exam.get("points")) != sum)
      add(exam, "points", problem("N106"_m, points_text(sum), exam.get("points")));
  }

  /// Said of the later one, with the other's day or id.
  void judge_order(const Node& exam) {
    for (const Node* other : exams_) {
      if (other == &exam) return;
      if (other->get("test") != exam.get("test")) continue;
      if (other->get("day") == exam.get("day")) add(exam, "day", problem("N112"_m, exam.get("test"), exam.get("day"), other->get("id")));
      // The theory test may lapse and be passed again; the licence is passed once.
      else if (other->get("result") == passed && terms_.test(exam.get("test"))->grid && was_sat(exam))
        add(exam, "day", problem("N109"_m, exam.get("test"), other->get("day")));
      else if (other->get("result") == passed && exam.get("result") == passed && still_valid(*other, exam))
        add(exam, "day", problem("N215"_m, exam.get("test"), other->get("day")));
    }
  }

  /// Whether an earlier success holds on the day of another test of its kind.
  bool still_valid(const Node& earlier, const Node& exam) const {
    const ExamTerms::Test* test = terms_.test(exam.get("test"));
    const auto before = Date::parse(earlier.get("day")), day = Date::parse(exam.get("day"));
    if (!before || !day) return false;
    if (test->valid_years == 0) return true;
    const auto opened = std::ranges::count_if(exams_, [&](const Node* one) {
      const ExamTerms::Test* practical = terms_.test(one->get("test"));
      return practical && practical->grid && was_sat(*one) && earlier.get("day") <= one->get("day") && one->get("day") < exam.get("day");
    });
    return opened < test->opens && *day <= before->plus_months(12 * test->valid_years);
  }

  std::vector<const Node*> exams_;
  const ExamTerms& terms_;
  std::vector<BrokenRule> broken_;
};

/// The theory that is passed, and how many practical tests it has still to open.
struct Theory {
  std::optional<Date> until;
  int left = 0;
};

std::optional<Date> next_try(const Node& exam, const ExamTerms::Test& test, const ExamTerms& terms) {
  const auto day = Date::parse(exam.get("day"));
  if (!test.grid || !day) return std::nullopt;
  if (exam.get("result") == missed) return day->plus_days(terms.absence_days);
  const auto points = points_of(exam);
  if (exam.get("result") != failed || !points) return std::nullopt;
  const ExamTerms::Delay* found = nullptr;
  for (const ExamTerms::Delay& delay : terms.delays)
    if (delay.from <= *points && (!found || found->from < delay.from)) found = &delay;
  return found ? std::optional(day->plus_days(found->days)) : std::nullopt;
}

}  // namespace

const ExamTerms::Test* ExamTerms::test(std::string_view code) const {
  const auto found = std::ranges::find(tests, code, &Test::code);
  return found == tests.end() ? nullptr : &*found;
}

std::optional<int> sum_of_marks(const Node& exam) {
  const Node* marks = exam.find("marks");
  if (!marks) return std::nullopt;
  int sum = 0;
  for (const Node& mark : *marks) sum += half_points(mark.text).value_or(0);
  return sum;
}

std::string result_of(const Node& exam, const ExamTerms& terms) {
  const ExamTerms::Test* test = terms.test(exam.get("test"));
  const auto points = points_of(exam);
  if (!test || !points) return {};
  return std::string(*points >= test->pass && !is_eliminated(exam) ? passed : failed);
}

std::vector<BrokenRule> broken_exam_rules(std::span<const Node* const> records, const ExamTerms& terms) {
  return ExamJudge(records, terms).judge();
}

std::vector<Attempt> follow_exams(std::span<const Node* const> records, const ExamTerms& terms) {
  std::vector<Attempt> attempts;
  std::map<std::string_view, int> sat;
  std::map<std::string_view, std::pair<const Node*, Date>> waits;
  Theory theory;
  for (const Node* exam : exams_by_day(records)) {
    const ExamTerms::Test* test = terms.test(exam->get("test"));
    const auto day = Date::parse(exam->get("day"));
    if (!test || !day) continue;
    Attempt attempt{exam, was_sat(*exam) ? ++sat[test->code] : 0, is_eliminated(*exam), next_try(*exam, *test, terms), nullptr, false};
    const auto wait = waits.find(test->code);
    if (attempt.number > 0 && wait != waits.end() && *day < wait->second.second) attempt.too_soon_after = wait->second.first;
    if (attempt.next) waits.insert_or_assign(test->code, std::pair(exam, *attempt.next));
    if (test->valid_years > 0 && exam->get("result") == passed) theory = {day->plus_months(12 * test->valid_years), test->opens};
    if (test->grid && attempt.number > 0) {
      attempt.without_theory = !theory.until || *theory.until < *day || theory.left == 0;
      theory.left = std::max(0, theory.left - 1);
    }
    attempts.push_back(attempt);
  }
  return attempts;
}

std::vector<Problem> warnings_of(const Attempt& attempt) {
  std::vector<Problem> warnings;
  const Node& exam = *attempt.exam;
  if (attempt.too_soon_after) warnings.push_back(problem("N110"_m, exam.get("test"), exam.get("day"), attempt.too_soon_after->get("day")));
  if (attempt.without_theory) warnings.push_back(problem("N111"_m, exam.get("day")));
  return warnings;
}

}  // namespace mloc::lesson
