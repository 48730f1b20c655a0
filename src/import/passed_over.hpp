#pragma once
#include <vector>

#include "header.hpp"
#include "mloc/import/drafts.hpp"

namespace mloc::imports {

/// Takes the lines away that are no rows: a total at the end, whose key is empty. They are said, as are the lines above the header.
void pass_over(Import& import, std::size_t file, const Header& header);
/// I165, once for each column of communes that holds postal codes.
std::vector<Problem> postcode_columns(const Import& import, std::size_t file, const Header& header);

}  // namespace mloc::imports
