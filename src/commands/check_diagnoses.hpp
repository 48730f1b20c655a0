#pragma once
#include <vector>

#include "commands/instruments.hpp"

namespace mloc {

/// What `check` finds wrong with diagnoses: answers that their instrument does not know, signers that may not sign, a
/// wave that was answered twice (two offices may have done so apart).
class DiagnosisChecker {
 public:
  /// Reads the instruments; what is wrong with their files goes to `problems`.
  Result<> load(const Workspace& workspace, std::vector<Problem>& problems);
  void check(const Dossier& dossier, std::vector<Problem>& problems) const;

 private:
  void check_record(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) const;
  Settings settings_;
  Instruments instruments_;
};

}  // namespace mloc
