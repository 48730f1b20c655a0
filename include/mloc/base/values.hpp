#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"

namespace mloc {

/// The texts of a list; none when there is no list.
std::vector<std::string> texts_of(const Node* list);

}  // namespace mloc
