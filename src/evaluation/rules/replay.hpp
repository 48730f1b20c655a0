#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "evaluation.hpp"
#include "mloc/base/result.hpp"

namespace mloc::evaluation {

/// Randomisation inference: the draw `mloc-draw/1` run again with the seeds ri/1 … ri/`replays`, the same roster, strata,
/// households and places. p = (1 + how often a difference is as large) / (1 + replays): the same on every machine.
/// One p for each of `samples`, which are of one draw and differ in the outcome and who is counted. `ids` and `clusters`
/// (empty: alone) have one element per person; fails as the draw does on what cannot take part.
Result<std::vector<double>> replayed_p(std::span<const Sample> samples, const std::vector<std::string>& ids, const std::vector<std::string>& clusters,
                                       std::uint32_t replays);

}  // namespace mloc::evaluation
