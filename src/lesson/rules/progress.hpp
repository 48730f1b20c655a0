#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exam.hpp"
#include "lesson.hpp"
#include "mloc/base/date.hpp"

namespace mloc::lesson {

/// Where a learner stands, all of it from records.
struct Progress {
  struct Skill {
    std::size_t rank = 0;  ///< place in Levels
    std::string_view day;  ///< of the lesson that said it
  };
  struct Month {
    int planned = 0, present = 0;         ///< minutes; what the school cancelled or postponed was not planned
    int driven = 0;                       ///< of those present, at the wheel
    int absences = 0, unexcused = 0;      ///< lessons
  };
  struct Adjustment {
    std::string_view day;                 ///< last recommended
    std::string_view state = "open";      ///< open, followed or not_followed, since then
  };
  std::map<std::string_view, Skill> skills;               ///< those that a lesson named
  std::map<std::string_view, Month> months;               ///< `2010-05`
  std::map<std::string_view, std::string_view> difficulties;  ///< code: day it was last met
  std::map<std::string_view, Adjustment> adjustments;
  std::map<std::string_view, std::string_view> stages;    ///< code of etape_permis: the day it was reached
  std::string_view stage;                                 ///< the furthest; empty before the first
  std::string_view next;                                  ///< code of suite_permis
  std::optional<Date> not_before;                         ///< with `attendre`
  Month total;
};

/// `skill_count` is how many skills there are to learn; minutes at the wheel that the law asks for stand in `least_minutes`.
struct ProgressTerms {
  const ExamTerms& exams;
  const Levels& levels;
  std::size_t skill_count = 32;
  int least_minutes = 1200;  ///< 20 hours, code de la route
};
/// `records` are those of one dossier, voided ones left out.
Progress progress_of(std::span<const Node* const> records, const ProgressTerms& terms, Date today);

}  // namespace mloc::lesson
