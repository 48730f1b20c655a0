#pragma once
#include <string>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// A rule that a record of a dossier breaks, and the field where it shows.
struct BrokenRule {
  const Node* record = nullptr;
  std::string field;
  Problem problem;
};

}  // namespace mloc
