#pragma once
#include <string>
#include <string_view>

#include "mloc/workspace/rules.hpp"

namespace mloc::draw {

/// The day on which somebody, by the file numbers of the dossier, gave back the last place in a draw of the programme; empty for
/// who holds one or never had one.
std::string withdrawn_on(Knowledge& known, std::span<const Node* const> records, std::string_view programme);

}  // namespace mloc::draw
