#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::evaluation {

/// Columns of a CSV file, by their header, or a programme and a wave of its survey.
struct EvaluationArgs {
  std::optional<std::string> data;    ///< the file, `-` for standard input
  std::optional<std::string> programme, draw, wave;
  std::vector<std::string> outcomes;  ///< together the family of Holm's correction: columns, or ITEM and ITEM=CODE
  std::optional<std::string> assigned;  ///< the initial draw
  std::optional<std::string> test;    ///< the value of the test arm; none: the values say it themselves
  bool pool = false;                  ///< small strata together
  std::optional<std::string> stratum, cluster, received, responded, id;
  std::optional<std::string> group;   ///< a column, or `sex` of a programme: the comparison in each of its groups
  std::vector<std::string> covariates;
  int replays = 0;                    ///< of the draw, for a p-value by randomisation; 0: none
  std::string show = "estimates";     ///< estimates, flow or balance
  std::optional<std::string> output;  ///< a file; default: standard output
};
/// `mloc report effect`; with `data` it needs no workspace. Estimates as rules/evaluation.hpp names them, the wording first.
Result<Exit> evaluate_draw(World& world, const Globals& globals, const EvaluationArgs& args);

struct PowerArgs {
  std::string programme;
  int answered = 100, power = 80;  ///< of a hundred
};
/// The least difference that a comparison of the arms would show, for the eligible and the places of today. V111 where the
/// places leave no two arms.
Result<Exit> show_power(World& world, const Globals& globals, const PowerArgs& args);

struct TrajectoryArgs {
  std::string programme;
  std::optional<std::string> draw;
};
/// `mloc report trajectory`: in each arm, 0, 6, 12 … months after the draw, how many were in work and in training, of those whose
/// situation is recorded; who took the consent back or never gave it stands among the drawn only.
Result<Exit> show_trajectory(World& world, const Globals& globals, const TrajectoryArgs& args);

struct ExtractArgs {
  std::string programme;
  std::optional<std::string> draw;
  std::vector<std::string> waves;  ///< empty: all that were planned
  std::string output;              ///< a folder that is not there yet
};
/// `mloc report extract`: who was drawn and consents, for an evaluator: new ids, arms, entries and answers, without what
/// tells who somebody is (rules/anonymity.hpp). `report effect --data` reads it. V203 to V206.
Result<Exit> export_evaluation(World& world, const Globals& globals, const ExtractArgs& args);

}  // namespace mloc::evaluation
