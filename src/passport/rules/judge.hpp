#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "mloc/base/rule.hpp"
#include "passport.hpp"

namespace mloc::passport {

/// What no schema sees in the records of one passport, voided ones left out: an opening that leaves out a competence
/// (A134), a closing that is half or has other levels (A135, A136), a day before the experience (A113), an end before its
/// start (E101), an experience twice (A217), a level without its experience or of no competence (A112, A118), a withdrawal
/// or a hand-out without its consent (A122). Asked by commands, imports, merges and `check`.
/// `shown` is what the messages call the passport.
std::vector<BrokenRule> broken_passport_rules(const std::vector<const Node*>& records, std::span<const CompetenceList> lists, std::string_view shown);

}  // namespace mloc::passport
