#pragma once
#include <vector>

#include "mloc/workspace/room.hpp"

namespace mloc::check {

/// What only the records of one dossier together show, by the rules of every room. `check` asks it of every dossier, a
/// merge of the one that it made.
class DossierRules {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>& problems);
  /// Every broken rule with its place. Vouchers are compared with those of the dossiers asked about before.
  void check(const Dossier& dossier, std::vector<Problem>& problems);

 private:
  Checkers checkers_;
};

}  // namespace mloc::check
