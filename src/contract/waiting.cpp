#include "mloc/contract/waiting.hpp"

#include <algorithm>
#include <map>

#include "accounts.hpp"
#include "follow.hpp"
#include "mloc/workspace/person.hpp"

namespace mloc::contract {
namespace {

/// Goes through the contracts, requests and ledgers of every dossier.
class Waiter {
 public:
  Waiter(Workspace& workspace, int ahead) : workspace_(workspace), today_(workspace.world().today()), ahead_(ahead) {}
  std::vector<Waiting> all;

  Result<> look_at_contracts() {
    TRY(cases, cases_with(workspace_, "contract"));
    for (const CaseId& id : cases) {
      TRY(open, workspace_.read(case_path(id)));
      for (const Contract& contract : contracts_of(*open.dossier)) CHECKED(look_at(id, *open.dossier, contract));
    }
    return {};
  }

  Result<> look_at_requests() {
    TRY(cases, cases_with(workspace_, "aid"));
    for (const CaseId& id : cases) {
      TRY(open, workspace_.read(case_path(id)));
      for (const Record& record : open.dossier->records) {
        if (!record.is("aid") || record.voided() || record.root->has("decision")) continue;
        begin(id, *open.dossier, record.root->get("programme"));
        add("aid_undecided", std::string(record.id), Date::parse(record.root->get("day")), fmt::format("mloc contract aid end {} {}", number_, record.id));
      }
    }
    return {};
  }

  Result<> look_at_ledgers() {
    TRY(accounts, all_accounts(workspace_));
    for (const Account& account : accounts)
      for (const Planned& one : schedule_on(account.ledger, today_)) {
        const bool is_due = one.kind == EntryKind::contribution_due;
        if (one.open() == 0 || today_ <= one.day || !(is_due || is_monthly(account.ledger, one.entry))) continue;
        TRY(open, workspace_.read(case_path(*CaseId::parse(account.case_id))));
        begin(*CaseId::parse(account.case_id), *open.dossier, account.programme);
        if (is_due) add("instalment_overdue", one.entry, one.day, fmt::format("mloc contract receive {} {}", number_, cents_text(one.open())));
        else add("aid_due", one.entry, one.day, fmt::format("mloc contract pay {} {} --entry {}", number_, cents_text(one.open()), one.entry));
      }
    return {};
  }

 private:
  /// Aid that is promised month by month falls due; what is promised once is paid when the bill comes.
  static bool is_monthly(const std::vector<Entry>& ledger, const std::string& id) {
    const auto entry = std::ranges::find(ledger, id, &Entry::id);
    return entry != ledger.end() && !entry->request.empty() && std::ranges::count_if(ledger, [&](const Entry& other) { return other.request == entry->request && other.reverses.empty(); }) > 1;
  }

  void begin(const CaseId& id, const Dossier& dossier, std::string_view programme) {
    number_ = file_number_of(dossier, programme);
    if (number_.empty()) number_ = id.text();
    const auto charges = charges_of(dossier);
    const Charge* referent = referent_on(charges, today_);
    person_ = referent ? referent->staff : std::string();
  }
  void add(std::string what, std::string on, std::optional<Date> since, std::string command) {
    all.push_back({std::move(what), number_, std::move(on), since, person_, std::move(command)});
  }

  Result<const std::pair<ContractTerms, LedgerRules>*> rules_of_programme(const std::string& code) {
    if (!known_.contains(code)) {
      const auto terms = contract_terms(workspace_, code);
      TRY(programme, workspace_.programme(code));
      known_[code] = {terms ? *terms : ContractTerms(), rules_of(programme)};
    }
    return &known_[code];
  }

  Result<> look_at(const CaseId& id, const Dossier& dossier, const Contract& contract) {
    TRY(rules, rules_of_programme(contract.programme));
    begin(id, dossier, contract.programme);
    const auto step = [&](const std::string& words) { return fmt::format("mloc contract step add {} {}", number_, words); };
    if (state_on(contract, today_) == ContractState::waiting)
      for (const std::string& party : contract.unsigned_parties(today_)) add("contract_unsigned", party, contract.opened, step("signature --party " + party));
    const ContractState state = state_on(contract, today_);
    const bool goes_on = state == ContractState::running || state == ContractState::suspended;
    if (goes_on && last_day(contract, today_) <= today_.plus_days(ahead_))
      add("contract_ends", contract.id, last_day(contract, today_), step("fin"));
    const auto review = next_review(contract, rules->first, today_);
    if (review && *review <= today_.plus_days(ahead_)) add("contract_review", contract.id, review, step("point"));
    for (const FollowedCommitment& one : followed_commitments(dossier, contract, rules->first, rules->second, today_)) {
      if (one.kept == Kept::kept) continue;
      const bool counted_in_days = one.threshold.measure == Threshold::Measure::days_overdue;
      add(one.kept == Kept::broken ? "commitment_broken" : "commitment_at_risk", one.threshold.commitment,
          counted_in_days ? std::optional(today_.plus_days(-one.value)) : std::nullopt, step("avertissement --engagement " + one.threshold.commitment));
    }
    return {};
  }

  Workspace& workspace_;
  Date today_;
  int ahead_;
  std::string number_, person_;
  std::map<std::string, std::pair<ContractTerms, LedgerRules>> known_;
};

}  // namespace

Result<std::vector<Waiting>> waiting_contracts(Workspace& workspace, int ahead) {
  Waiter waiter(workspace, ahead);
  CHECKED(waiter.look_at_contracts());
  CHECKED(waiter.look_at_requests());
  CHECKED(waiter.look_at_ledgers());
  return std::move(waiter.all);
}

}  // namespace mloc::contract
