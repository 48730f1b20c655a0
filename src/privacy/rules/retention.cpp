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
  if (!file.born_by) return std::nullopt;
  const Date birthday = file.born_by->plus_months(12 * rule.age);
  return file.programme_ended ? std::max(birthday, *file.programme_ended) : birthday;
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
  std::optional<Date> kept_until;
  std::string kept_by;
  for (const RetentionRule& rule : rules) {
    const auto start = rule.delays ? start_of(rule, file) : std::nullopt;
    if (!start || start->plus_months(rule.months) <= at) continue;
    if (kept_until && start->plus_months(rule.months) <= *kept_until) continue;
    kept_until = start->plus_months(rule.months);
    kept_by = rule.code;
  }
  for (const RetentionRule& rule : rules) {
    const auto start = rule.delays ? std::nullopt : start_of(rule, file);
    if (start && start->plus_months(rule.months) <= at)
      reached.push_back({rule.code, rule.then, *start, start->plus_months(rule.months), kept_until, kept_by});
  }
  return reached;
}

}  // namespace mloc::privacy
