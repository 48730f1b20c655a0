#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "mloc/base/rule.hpp"

namespace mloc::meeting {

/// The meeting that no plan has.
inline constexpr std::string_view beside_the_plan = "RS";

/// An outcome that says that the contract was broken before its end.
bool is_break(std::string_view outcome);

/// What no schema sees in jobs and what belongs to them: a break without its reason or a reason without a break (M101,
/// M102), an outcome that is an event (M103). `records` are those of one dossier, voided ones left out.
std::vector<BrokenRule> broken_job_rules(std::span<const Node* const> records);

}  // namespace mloc::meeting
