#include <array>

#include "exam_terms.hpp"
#include "mloc/facts/facts.hpp"

namespace mloc::lesson {
namespace {

/// The points from the marks, the result from both. What the school says stays as it is; the rules compare it.
Result<> set_result(Workspace&, const facts::FactKind::Records&, Arena& arena, Node& exam) {
  if (const auto sum = sum_of_marks(exam); sum && !exam.has("points")) arena.set(exam, "points", arena.text(points_text(*sum)));
  if (exam.has("result")) return {};
  if (const std::string result = result_of(exam, exam_terms()); !result.empty()) arena.set(exam, "result", arena.text(result));
  return {};
}

}  // namespace

std::span<const facts::FactKind> lesson_kinds() {
  static const std::array all = {
      facts::FactKind{"exam", "exams", "day", "", {"test"}, {}, {}, set_result, {"result"}},
      facts::FactKind{"pace", "paces", "day", "", {"minutes"}, {{"reason", "decision"}}, {}},
  };
  return all;
}

}  // namespace mloc::lesson
