#pragma once
#include <cstdint>
#include <string>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// What becomes of a record that breaks a rule: no door takes it, or every door says it.
enum class Severity : std::uint8_t { refuse, warn };

/// A rule that a record of a dossier breaks, and the field where it shows; a field within another one by its path, none for
/// the record as a whole.
struct BrokenRule {
  const Node* record = nullptr;
  std::string field;
  Problem problem;
};

}  // namespace mloc
