#include "commands/check_ledger.hpp"

#include "commands/ledger_case.hpp"

namespace mloc {

void LedgerChecker::add(const Programme& programme) { rules_[programme.code] = rules_of(programme); }

void LedgerChecker::check(const Dossier& dossier, std::vector<Problem>& problems) {
  for (const auto& [programme, rules] : rules_) check_programme(dossier, programme, rules, problems);
}

void LedgerChecker::check_programme(const Dossier& dossier, const std::string& programme, const LedgerRules& rules,
                                    std::vector<Problem>& problems) {
  const std::vector<Entry> ledger = entries_of(dossier, programme);
  const auto report = [&](const Entry& entry, Problem found) {
    const Mark mark = dossier.find(entry.id)->root->mark;
    found.text = prefixed("entry " + entry.id, std::move(found.text));
    problems.push_back(at({dossier.file, mark.line, mark.column, {}}, std::move(found)));
  };
  for (Refusal& refusal : audit(ledger, rules)) report(ledger[refusal.entry], std::move(refusal.problem));
  for (const Entry& entry : ledger) {
    if (entry.voucher.empty() || standing(ledger, entry.id) <= 0) continue;
    const auto [first, fresh] = vouchers_.emplace(entry.voucher, std::pair(entry.id, dossier.file));
    if (!fresh) report(entry, problem("L118"_m, entry.voucher, first->second.first, first->second.second));
  }
}

}  // namespace mloc
