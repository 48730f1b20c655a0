#pragma once
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::privacy {

/// What the register says of one personal field; French words.
struct RegisterRow {
  std::string record, record_label, field, field_label;
  std::string about;  ///< jeune, personnel, partenaire
  bool identifies = false, sensitive = false;
  std::string purpose, basis, recipients, period;
};

/// Every field that a schema calls personal, by kind, in the order of its schema.
Result<std::vector<RegisterRow>> register_rows();


}  // namespace mloc::privacy
