#include "retention.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"

namespace mloc::privacy {
namespace {

/// The day from which a rule counts; nothing when the dossier has none.
std::optional<Date> start_of(const RetentionRule& rule, const KeptFile& file) {
  if (rule.from == "last_contact") return file.last_contact;
  if (rule.from == "cej") return file.cej_ended;
  if (rule.from == "last_entry") return file.last_entry;
  if (rule.from == "trial") return file.trial_ended;
  if (!file.born_by) return std::nullopt;
  const Date birthday = file.born_by->plus_months(12 * rule.age);
  return file.programme_ended ? std::max(birthday, *file.programme_ended) : birthday;
}

/// Which rule another one has to wait for on a day, and until when.
struct Keeping {
  std::optional<Date> until;
  std::string by;
};
Keeping kept_on(const std::vector<RetentionRule>& rules, const KeptFile& file, Date at) {
  Keeping ledger, whole;
  for (const RetentionRule& rule : rules) {
    const auto start = rule.delays ? start_of(rule, file) : std::nullopt;
    if (!start || start->plus_months(rule.months) <= at) continue;
    Keeping& kept = rule.code == ledger_rule ? ledger : whole;
    if (!kept.until || *kept.until < start->plus_months(rule.months)) kept = {start->plus_months(rule.months), rule.code};
  }
  return whole.until ? whole : ledger;
}

}  // namespace

std::vector<RetentionRule> retention_rules(const Node& root) {
  std::vector<RetentionRule> rules;
  for (const Node& one : *root.find("rules"))
    rules.push_back({std::string(one.get("code")), std::string(one.get("from")), std::string(one.get("then")), checked_number(one.get("age")),
                     checked_number(one.get("months")), one.get("delays") == "true"});
  return rules;
}

std::vector<Due> due_on(const std::vector<RetentionRule>& rules, const KeptFile& file, Date at) {
  std::vector<Due> reached;
  if (file.in_programme || file.in_cej) return reached;
  const auto [kept_until, kept_by] = kept_on(rules, file, at);
  for (const RetentionRule& rule : rules) {
    const auto start = rule.delays ? std::nullopt : start_of(rule, file);
    if (start && start->plus_months(rule.months) <= at)
      reached.push_back({rule.code, rule.then, *start, start->plus_months(rule.months), kept_until, kept_by});
  }
  return reached;
}

}  // namespace mloc::privacy
