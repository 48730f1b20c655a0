#include <map>
#include <utility>

#include "mloc/contract/ledger_case.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::contract {
namespace {

/// The programme's limits at every date, entries that name one that is not there, vouchers that stand twice in the
/// workspace.
class LedgerChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>&) override {
    TRY(codes, workspace.programme_codes());
    for (const std::string& code : codes)
      if (const auto programme = workspace.programme(code)) rules_[code] = rules_of(*programme);
    return {};
  }

  void check(const Dossier& dossier, std::vector<Problem>& problems) override {
    for (const auto& [programme, rules] : rules_) check_programme(dossier, programme, rules, problems);
  }

 private:
  void check_programme(const Dossier& dossier, const std::string& programme, const LedgerRules& rules, std::vector<Problem>& problems);

  std::map<std::string, LedgerRules> rules_;
  std::map<std::string, std::pair<std::string, std::string>> vouchers_;  ///< voucher: entry and file
};

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

}  // namespace

std::unique_ptr<DossierChecker> ledger_checker() { return std::make_unique<LedgerChecker>(); }

}  // namespace mloc::contract
