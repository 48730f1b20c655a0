#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mloc/diagnose/waves.hpp"
#include "mloc/programme/programme.hpp"
#include "mloc/workspace/workspace.hpp"
#include "rules/evaluation.hpp"
#include "verbs.hpp"

namespace mloc::evaluation {

/// Everybody who was drawn, with what is known of them; all columns have one element for each.
struct Study {
  Sample sample;  ///< without an outcome
  std::vector<std::vector<double>> outcomes;  ///< not a number: not answered
  std::vector<char> responded;
  std::vector<std::string> ids, clusters;     ///< file numbers; households, empty: alone
  std::vector<std::string> groups;            ///< as --group asks; none: not asked, an empty one: not known
  std::int64_t least = 5;                     ///< answers in each arm of a group
  Trial arms = {};                            ///< what papers call them
};

/// Numbers for texts, and the texts in bytewise order.
std::vector<std::size_t> numbered(const std::vector<std::string>& texts, std::vector<std::string>& names);
/// Whoever has no household of their own is a cluster alone.
std::vector<std::size_t> clusters_of(const std::vector<std::string>& households);

/// A CSV file with a header; V102 to V106 and V108 with their places for what it does not say.
Result<Study> study_of_file(World& world, const EvaluationArgs& args);
/// The named draw, or the only one of the programme that was run; V110 without.
Result<std::string> draw_of_programme(const Workspace& workspace, const std::string& programme, const std::optional<std::string>& wanted);
/// What the programme declares, where the line names no outcome; C115 when there is neither.
Result<std::vector<std::string>> outcomes_asked(const Workspace& workspace, const EvaluationArgs& args);
/// What was answered in a wave, by case.
Result<std::map<std::string, diagnose::Answers>> answers_in(Workspace& workspace, const diagnose::PlannedWave& wave);
/// A column for each of `wanted` (ITEM or ITEM=CODE) with what each of `everyone` answered in the wave; not a number where
/// nothing was answered.
Result<std::vector<std::vector<double>>> measured(Workspace& workspace, const std::string& draw, const std::string& wave,
                                                  const std::vector<std::string>& wanted, const std::vector<draw::Drawn>& everyone);

/// What a programme's people may be grouped by: sex; couple and children, as declared last by the day of the draw.
bool is_known_group(std::string_view group);
/// A draw's arms as they were drawn, sites as strata, households as clusters, entries into the programme, and what was
/// answered in a wave; covariates are answers of t0. V109 for what is no outcome, V110 without a draw.
Result<Study> study_of_wave(Workspace& workspace, const EvaluationArgs& args);

}  // namespace mloc::evaluation
