#pragma once
#include "mloc/git/history.hpp"
#include "mloc/workspace/rules.hpp"

namespace mloc::check {

/// The workspace as a commit holds it; `folder` is empty or ends with a slash.
std::unique_ptr<Knowledge> known_at(const History& history, const std::string& commit, const std::string& folder, Date on);

}  // namespace mloc::check
