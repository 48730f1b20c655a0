#pragma once
#include <optional>
#include <string>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::lesson {

struct ProgressArgs {
  CaseText case_text;
  bool sensitive = false;
};
/// Where a learner stands: stages, skills as a grid, hours by month, difficulties, adjustments, what comes next. On a
/// terminal a page; as CSV and JSON, and with --as, rows of section, item and value.
Result<Exit> show_progress(World& world, const Globals& globals, const ProgressArgs& args);

struct LearnerPageArgs {
  CaseText case_text;
  std::optional<std::string> output;
};
/// The learner's own page in French: HTML for a screen and for paper.
Result<Exit> make_learner_page(World& world, const Globals& globals, const LearnerPageArgs& args);

}  // namespace mloc::lesson
