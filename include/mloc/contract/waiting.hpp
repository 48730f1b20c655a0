#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/workspace/workspace.hpp"

namespace mloc::contract {

/// Something about a contract or its money that waits for somebody.
struct Waiting {
  std::string what;    ///< contract_unsigned, contract_review, commitment_at_risk, commitment_broken, instalment_overdue, aid_undecided
  std::string number;  ///< file number, or the case
  std::string on;      ///< the party, the commitment, the record
  std::optional<Date> since;
  std::string person;  ///< the referent in charge, or empty
  std::string command;
};
/// By case; reviews up to `ahead` days before their day.
Result<std::vector<Waiting>> waiting_contracts(Workspace& workspace, int ahead);

}  // namespace mloc::contract
