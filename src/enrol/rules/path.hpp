#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/rule.hpp"
#include "mloc/programme/programme.hpp"

namespace mloc::enrol {

/// What no schema sees in situations, participations, referrals, objectives, recommendations and housing: an end before
/// its start (P101), an end without its reason (P102), a reason without an end (P103), two that overlap (P104), a state
/// that does not fit its day (P105), a diagnosis that is not there (P106). `records` are those of one dossier, voided ones left out.
std::vector<BrokenRule> broken_path_rules(std::span<const Node* const> records);

/// L164 for a participation whose entry is not within the programme's dates.
std::optional<Problem> entry_outside(const Node& participation, const Programme& programme);

/// Two stays share a day that is not the last of one and the first of the other; an empty end is still open.
bool overlap(std::string_view starts, std::string_view ends, std::string_view other_starts, std::string_view other_ends);

}  // namespace mloc::enrol
