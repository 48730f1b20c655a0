#pragma once
#include <span>
#include <string>
#include <vector>

#include "mloc/contract/rules/ledger.hpp"

namespace mloc::contract {

/// The ledger of one case in one programme, with what an accountant calls it by.
struct JournalAccount {
  std::string programme, file_number;
  std::vector<Entry> ledger;
};
/// A journal in hledger's format, by day: every account declared, every transaction balanced to the cent in euros.
/// Commitments stand under `engagements`, apart from what was received and paid.
std::string journal_text(std::span<const JournalAccount> accounts);

}  // namespace mloc::contract
