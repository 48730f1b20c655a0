#pragma once
#include <optional>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// I176 for an identity without a first name, unless `single_name` says that the surname is the only name; and for one with both.
std::optional<Problem> fault_of_names(const Node& identity);

}  // namespace mloc
