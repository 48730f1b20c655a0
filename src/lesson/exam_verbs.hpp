#pragma once
#include <optional>
#include <string>

#include "mloc/base/date.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct ExamListArgs {
  std::optional<CaseText> case_text;
  std::optional<std::string> test, result;
  std::optional<Period> period;
  bool warned = false;  ///< only those that came too soon or without a valid theory test
  bool fail_if_empty = false;
};
/// The tests of the licence by day: which attempt each was, and from what day another may follow.
Result<Exit> list_exams(World& world, const Globals& globals, const ExamListArgs& args);

}  // namespace mloc::lesson
