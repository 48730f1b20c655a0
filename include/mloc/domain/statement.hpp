#pragma once
#include <optional>
#include <span>
#include <string>

#include "mloc/domain/ledger.hpp"

namespace mloc {

/// What the head of a statement says.
struct StatementHead {
  std::string organisation, programme, name, file_number;  ///< name empty: not known here
  Date day;                                                ///< the state of the account
};
/// The account of one person on paper, in French: contribution, aid, each entry with its reversal, what is left.
std::string statement_text(const StatementHead& head, std::span<const Entry> ledger, const LedgerRules& rules);

}  // namespace mloc
