#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/base/time.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct LessonListArgs {
  std::vector<std::string> terms;  ///< a word without a colon is a case
  bool sensitive = false;
};
Result<Exit> list_lessons(World& world, const Globals& globals, const LessonListArgs& args);

struct LessonAddArgs {
  CaseText case_text;
  std::optional<std::string> school;
  std::optional<Date> on;
  std::optional<Time> starts;
  std::optional<int> minutes;
  std::string kind = "conduite";
  std::string presence = "present";
  std::vector<Named<std::string>> skills;
  std::vector<std::string> difficulties, adjustments, followed, not_followed;
  std::optional<std::string> instructor, reason;
};
/// One lesson; the school from the assignment, the day today, the presence present.
Result<Exit> add_lesson(World& world, const Globals& globals, const LessonAddArgs& args);

}  // namespace mloc::lesson
