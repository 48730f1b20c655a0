#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/render/table.hpp"
#include "rules/evaluation.hpp"

namespace mloc::evaluation {

/// An outcome as it was compared, among all or in one group.
struct Analysed {
  std::string outcome, group;
  Evaluation made;
  bool is_share = false;              ///< the outcome is 0 or 1 for everybody
  double holm = 1, bh = 1;
  std::optional<double> replayed = {};
};
/// What a command compared. The family is every outcome in every group that was asked for, those left out as well.
struct Analysis {
  std::string test, control;          ///< what the programme's papers call its arms
  std::string by;                     ///< what the groups are groups of; empty: all together
  std::vector<std::string> outcomes, groups;
  std::vector<Analysed> all;
  struct Apart {
    std::string outcome, groups;
    Estimate estimate;
  };
  std::vector<Apart> apart;           ///< of two groups: by how much the effects differ
};
struct GroupBalance {
  std::string group;
  std::vector<Imbalance> covariates;
};

/// Control → test, points, interval, p with its family, a line for each outcome that is a share: never the word
/// significant alone.
std::string wording_of(const Analysis& analysis, Language language);
/// All digits where a program reads, four decimals where a person does.
Table estimates_of(const Analysis& analysis, Format format);
/// Drawn = answered + lost, in each arm.
Table flow_of(const Analysis& analysis, Format format);
Table balance_of(const std::vector<GroupBalance>& groups, const std::string& by, const std::vector<std::string>& covariates, Format format);

}  // namespace mloc::evaluation
