#pragma once
#include <map>
#include <string>
#include <vector>

#include "commands/check_contract.hpp"
#include "commands/check_diagnoses.hpp"
#include "commands/check_ledger.hpp"
#include "mloc/commands/workspace.hpp"

namespace mloc {

/// What only the records of one dossier together show, whatever their kind: ledgers, the path, answers, contracts. `check`
/// asks it of every dossier, a merge of the one that it made. A noun with such rules has its line in dossier_rules.cpp.
class DossierRules {
 public:
  /// Reads what the rules hang on: programmes that can be read, instruments. What is wrong with the instruments' files
  /// goes to `problems`.
  Result<> load(Workspace& workspace, std::vector<Problem>& problems);
  /// Every broken rule with its place. Vouchers are compared with those of the dossiers asked about before.
  void check(const Dossier& dossier, std::vector<Problem>& problems);

 private:
  void check_path(const Dossier& dossier, std::vector<Problem>& problems) const;

  std::map<std::string, Programme> programmes_;
  LedgerChecker ledgers_;
  DiagnosisChecker diagnoses_;
  ContractChecker contracts_;
};

/// A problem of one field of a record, with its place and the record's name before it.
Problem told_of(const Dossier& dossier, const Record& record, const Node& node, Problem found);

}  // namespace mloc
