#pragma once
#include <optional>
#include <string>

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
  bool fail_if_any = false;
};
/// Early school leavers to whom nothing was proposed since they left.
Result<Exit> list_leavers(World& world, const Globals& globals, const LeaversArgs& args);

struct MissingArgs {
  std::optional<std::string> programme;
  bool fail_if_any = false;
};
/// The pieces that a programme needs and that were not seen, for applicants and those who are in it.
Result<Exit> list_missing_pieces(World& world, const Globals& globals, const MissingArgs& args);

}  // namespace mloc::enrol
