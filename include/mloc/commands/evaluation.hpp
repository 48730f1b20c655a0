#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc {

/// Columns of a CSV file, by their header, or a programme and a wave of its survey.
struct EvaluationArgs {
  std::optional<std::string> data;    ///< the file, `-` for standard input
  std::optional<std::string> programme, draw, wave;
  std::vector<std::string> outcomes;  ///< together the family of Holm's correction: columns, or ITEM and ITEM=CODE
  std::optional<std::string> assigned;  ///< the initial draw
  std::string test = "1";             ///< the value of the test arm
  std::optional<std::string> stratum, cluster, received, responded, id;
  std::optional<std::string> group;   ///< a column, or `sex` of a programme: the comparison in each of its groups
  std::vector<std::string> covariates;
  int replays = 0;                    ///< of the draw, for a p-value by randomisation; 0: none
  std::string show = "estimates";     ///< estimates, flow or balance
};
/// `mloc report evaluation`; with `data` it needs no workspace. Estimates as domain/evaluation.hpp names them, the wording first.
Result<Exit> evaluate_draw(World& world, const Globals& globals, const EvaluationArgs& args);

}  // namespace mloc
