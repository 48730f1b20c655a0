#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "mloc/codec/dossier.hpp"
#include "mloc/domain/ledger.hpp"
#include "mloc/domain/programme.hpp"

namespace mloc {

/// What `check` finds wrong with the ledgers: the programme's limits at every date, entries that name one that is not
/// there, vouchers that stand twice in the workspace.
class LedgerChecker {
 public:
  void add(const Programme& programme);
  void check(const Dossier& dossier, std::vector<Problem>& problems);

 private:
  void check_programme(const Dossier& dossier, const std::string& programme, const LedgerRules& rules, std::vector<Problem>& problems);
  std::map<std::string, LedgerRules> rules_;
  std::map<std::string, std::pair<std::string, std::string>> vouchers_;  ///< voucher: entry and file
};

}  // namespace mloc
