#pragma once
#include <string>

#include "mloc/render/page.hpp"
#include "tables.hpp"

namespace mloc::evaluation {

/// The comparison as a councillor reads it: what is known in sentences, the effects with their margins, who was drawn and who
/// answered, what cannot be said, the method and all estimates. `table`: of estimates_of.
Page effect_page(const Analysis& analysis, const Table& table, const std::string& about, Language language);

}  // namespace mloc::evaluation
