#pragma once
#include <span>
#include <vector>

#include "mloc/base/rule.hpp"

namespace mloc::lesson {

/// Nobody attends two lessons at once (N212), nor more than ten hours on a day (N213).
std::vector<BrokenRule> impossible_hours(std::span<const Node* const> records);
/// More than five hours on a day are much (N214).
std::vector<BrokenRule> long_days(std::span<const Node* const> records);

}  // namespace mloc::lesson
