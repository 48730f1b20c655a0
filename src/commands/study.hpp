#pragma once
#include <string>
#include <vector>

#include "mloc/commands/evaluation.hpp"
#include "mloc/commands/workspace.hpp"
#include "mloc/domain/evaluation.hpp"

namespace mloc {

/// Everybody who was drawn, with what is known of them; all columns have one element for each.
struct Study {
  Sample sample;  ///< without an outcome
  std::vector<std::vector<double>> outcomes;  ///< not a number: not answered
  std::vector<char> responded;
  std::vector<std::string> ids, clusters;     ///< file numbers; households, empty: alone
};

/// Numbers for texts, and the texts in bytewise order.
std::vector<std::size_t> numbered(const std::vector<std::string>& texts, std::vector<std::string>& names);
/// Whoever has no household of their own is a cluster alone.
std::vector<std::size_t> clusters_of(const std::vector<std::string>& households);

/// A draw's arms as they were drawn, sites as strata, households as clusters, entries into the programme, and what was
/// answered in a wave; covariates are answers of t0. V109 for what is no outcome, V110 without a draw.
Result<Study> study_of_wave(Workspace& workspace, const EvaluationArgs& args);

}  // namespace mloc
