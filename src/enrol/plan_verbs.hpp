#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::enrol {

struct PlanArgs {
  CaseText case_text;
};
/// Objectives and recommendations of one person together, with who, until when and how far. P120 when mobility or
/// employment has no objective.
Result<Exit> show_plan(World& world, const Globals& globals, const PlanArgs& args);

struct DoseArgs {
  std::vector<std::string> terms;  ///< cases among them
};
/// For each person and programme: contacts, minutes, absences, liaisons, recommendations; `diagnosis_only` flagged.
Result<Exit> list_dose(World& world, const Globals& globals, const DoseArgs& args);

struct LeaversArgs {
  std::vector<std::string> terms;
};
/// Early school leavers to whom nothing was proposed since they left.
Result<Exit> list_leavers(World& world, const Globals& globals, const LeaversArgs& args);

/// With the term `missing:true`, the pieces that a programme needs and that were not seen, for applicants and those who are in it;
/// else no value.
std::optional<Result<Exit>> list_missing_pieces(World& world, const Globals& globals, const std::vector<std::string>& terms);

}  // namespace mloc::enrol
