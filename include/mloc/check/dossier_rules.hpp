#pragma once
#include <memory>
#include <vector>

#include "mloc/workspace/room.hpp"

namespace mloc::check {

/// Every room's rules, asked of a whole file.
class DossierRules {
 public:
  explicit DossierRules(std::unique_ptr<Knowledge> known) : known_(std::move(known)) {}
  Knowledge& known() { return *known_; }
  /// Every broken rule of that severity with its place.
  void check(const Dossier& dossier, std::vector<Problem>& problems, Severity severity = Severity::refuse);

 private:
  std::unique_ptr<Knowledge> known_;
};

/// What is wrong with files of the rooms that are no records: instruments.
Result<> check_own_files(Workspace& workspace, std::vector<Problem>& problems);

}  // namespace mloc::check
