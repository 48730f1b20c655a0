#include "budget.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace mloc::contract {
namespace {

std::string name_of(const Funder& funder, const BudgetLine& line) { return fmt::format("{}/{}", funder.code, line.code); }

bool is_aid(const Entry& entry) { return entry.kind == EntryKind::aid_committed || entry.kind == EntryKind::aid_paid; }

/// The entry that decides the line: a reversal and a payment follow what they name.
const Entry& root_of(std::span<const Entry> ledger, const Entry& entry) {
  const Entry* root = &entry;
  // At most two steps: the reversal of a payment, its payment, the commitment.
  for (int step = 0; step < 2; ++step) {
    const std::string& named = root->reverses.empty() ? root->commitment : root->reverses;
    const auto found = named.empty() ? ledger.end() : std::ranges::find(ledger, named, &Entry::id);
    if (found == ledger.end()) break;
    root = &*found;
  }
  return *root;
}

}  // namespace

std::string line_of(const Programme& programme, std::span<const Entry> ledger, const Entry& entry) {
  const Entry& root = root_of(ledger, entry);
  if (!root.line.empty()) return root.line;
  std::string any;
  for (const Funder& funder : programme.funders) {
    if (!funder.pays.contains(root.day)) continue;
    for (const BudgetLine& line : funder.lines) {
      if (std::ranges::find(line.natures, root.nature) != line.natures.end()) return name_of(funder, line);
      if (line.natures.empty() && any.empty()) any = name_of(funder, line);
    }
  }
  return any;
}

std::vector<std::string> budget_lines(const Programme& programme) {
  std::vector<std::string> names;
  for (const Funder& funder : programme.funders)
    for (const BudgetLine& line : funder.lines) names.push_back(name_of(funder, line));
  return names;
}

Budget::Budget(const Programme& programme) : programme_(programme) {
  for (const Funder& funder : programme.funders)
    for (const BudgetLine& line : funder.lines) sums_.push_back({name_of(funder, line), line.amount.cents(), 0, 0});
  sums_.push_back({});
}

void Budget::add(std::span<const Entry> ledger) {
  std::map<std::string, std::vector<Entry>> parts;
  for (const Entry& entry : ledger)
    if (is_aid(entry)) parts[line_of(programme_, ledger, entry)].push_back(entry);
  for (const auto& [line, part] : parts) {
    auto sums = std::ranges::find(sums_, line, &LineSums::line);
    // A line that the programme's file no longer has counts as none.
    if (sums == sums_.end()) sums = std::prev(sums_.end());
    const Balance balance = balance_on(part, {}, std::nullopt);
    sums->committed += balance.committed;
    sums->paid += balance.paid;
  }
}

std::vector<LineSums> Budget::sums() const {
  std::vector<LineSums> shown = sums_;
  if (shown.back().committed == 0 && shown.back().paid == 0) shown.pop_back();
  return shown;
}

}  // namespace mloc::contract
