#pragma once
#include <string>
#include <vector>

#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"
#include "rules/passport.hpp"

namespace mloc::passport {

/// Who did what with which passport, in codes.
struct Access {
  std::string by, role, action, outcome;
  std::string passport = {};  ///< empty: of none in particular
};

/// Puts one more line at the end of this clone's journal into the change.
Result<> add_access(Workspace& workspace, Change& change, const Access& access);

/// The lines of every clone's journal, in the order of their days.
struct AccessLine {
  std::string journal, id, chain;
  Access access;
  Date day;
  std::optional<Date> clock = {};  ///< the day it really was, where --today said another
};
Result<std::vector<AccessLine>> accesses(const Workspace& workspace);
/// The codes that were typed for a passport, each right or wrong; a new code begins anew.
Result<std::vector<CodeTry>> attempts_on(const Workspace& workspace, const CaseId& passport);
/// A journal lost lines, which may have been codes that were typed for it, and no new code was handed out since.
Result<bool> tries_are_lost(const Workspace& workspace, const CaseId& passport);

/// Names each line that was altered, removed or swapped (A123, A124).
void check_journal(std::span<const Node* const> journal, std::vector<BrokenRule>& broken);

}  // namespace mloc::passport
