#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "mloc/base/rule.hpp"

namespace mloc::lesson {

/// The levels of a skill from the lowest on: non_commence, aborde, traite, assimile.
using Levels = std::vector<std::string_view>;

/// What no schema sees in lessons: a level that falls without the instructor's code (N120), a reason without an absence
/// (N121), an adjustment said to be followed, or not, that no earlier lesson recommends (N122) or that is said to be both
/// (N123). `records` as for broken_path_rules.
std::vector<BrokenRule> broken_lesson_rules(std::span<const Node* const> records, const Levels& levels);

/// The person came, late or not.
bool was_there(const Node& lesson);
/// The lessons among `records` by start.
std::vector<const Node*> lessons_by_start(std::span<const Node* const> records);

}  // namespace mloc::lesson
