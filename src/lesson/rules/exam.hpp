#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/points.hpp"
#include "mloc/base/rule.hpp"

namespace mloc::lesson {

/// What the code lists say of the tests: how many points, how many pass, the grid of marks, when a next try is allowed.
struct ExamTerms {
  struct Test {
    std::string code;
    int top = 0, pass = 0;  ///< in halves
    bool grid = false;      ///< has marks, and an E among them fails
    int valid_years = 0;    ///< how long it opens the practical test; 0: it opens nothing
    int opens = 0;          ///< for how many practical tests
  };
  struct Item {
    std::string code;
    std::vector<int> steps;  ///< in halves
    bool eliminatory = false;
    bool bonus = false;
  };
  struct Delay {
    int from = 0;  ///< halves
    int days = 0;
  };
  std::vector<Test> tests;
  std::vector<Item> grid;
  std::vector<Delay> delays;  ///< after a failed practical test
  int absence_days = 0;

  const Test* test(std::string_view code) const;
};

/// The result that the points and marks of an exam give; empty without either.
std::string result_of(const Node& exam, const ExamTerms& terms);
/// The sum of the marks in halves; an E counts nothing. No value without marks.
std::optional<int> sum_of_marks(const Node& exam);

/// What no schema sees in exams: too many points (N101), a result that they do not give (N102), points without a try
/// (N103), a mark that is no step (N105), a sum that is another (N106), a mark left out (N107), marks of a test without a
/// grid (N108), a try after the test was passed (N109), two on one day (N112). `records` as for broken_path_rules.
std::vector<BrokenRule> broken_exam_rules(std::span<const Node* const> records, const ExamTerms& terms);

/// An exam among the others of its person.
struct Attempt {
  const Node* exam = nullptr;
  int number = 0;                   ///< 1 for the first time that the person sat this test; 0 when they did not
  bool eliminated = false;
  std::optional<Date> next;         ///< the earliest day for another try
  const Node* too_soon_after = nullptr;  ///< the exam whose `next` is later than this one's day
  bool without_theory = false;      ///< a practical test on a day when no theory test was valid
};
/// The exams of one dossier by day, theory before practice within a day.
std::vector<Attempt> follow_exams(std::span<const Node* const> records, const ExamTerms& terms);
/// N110 and N111, which only warn: the delays are those of one place and one time.
std::vector<Problem> warnings_of(const Attempt& attempt);

}  // namespace mloc::lesson
