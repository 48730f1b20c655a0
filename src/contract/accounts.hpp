#pragma once
#include <string>
#include <vector>

#include "mloc/contract/ledger_case.hpp"
#include "rules/hledger.hpp"

namespace mloc::contract {

/// A ledger with the case that it belongs to.
struct Account : JournalAccount {
  std::string case_id;
};
/// Every ledger of the workspace, by file number, case and programme: what to ask, and what comes back.
extern const std::string_view accounts_sql;
std::vector<Account> accounts_of(const Rows& rows);
Result<std::vector<Account>> all_accounts(Workspace& workspace);

}  // namespace mloc::contract
