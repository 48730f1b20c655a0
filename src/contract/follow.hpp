#pragma once
#include <vector>

#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"

namespace mloc::contract {

/// How a commitment of a running contract stands by a threshold of its programme.
struct FollowedCommitment {
  Threshold threshold;
  int value = 0;
  Kept kept = Kept::kept;
};
/// Nothing of a contract that is not running or suspended on the day.
std::vector<FollowedCommitment> followed_commitments(const Dossier& dossier, const Contract& contract, const ContractTerms& terms, const LedgerRules& rules, Date day);

/// The number of the application to the programme, or nothing.
std::string file_number_of(const Dossier& dossier, std::string_view programme);

}  // namespace mloc::contract
