#pragma once
#include <string>
#include <vector>

#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct ExamListArgs {
  std::vector<std::string> terms;  ///< cases among them; `warned` is one that came too soon or without a valid theory test
};
/// The tests of the licence by day: which attempt each was, and from what day another may follow.
Result<Exit> list_exams(World& world, const Globals& globals, const ExamListArgs& args);

}  // namespace mloc::lesson
