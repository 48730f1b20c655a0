#pragma once
#include "mloc/contract/ledger_case.hpp"

namespace mloc::contract {

/// Whether the new commitments of a case fall on lines that are there (L165), that take them (L167) and whose amount they
/// keep within on all days together (L166); where the programme has no lines, always.
Result<> check_budget(Workspace& workspace, const LedgerCase& found);

}  // namespace mloc::contract
