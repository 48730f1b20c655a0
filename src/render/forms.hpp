#pragma once
#include <string>

#include "mloc/render/table.hpp"

namespace mloc {

std::string as_aligned(const Table& table, Language language);
/// The same in so many columns of a terminal: columns that say nothing go first, then those at the right; a line below names them.
std::string as_fitted(Table table, std::size_t wide, Language language);
std::string as_csv(const Table& table, bool excel);
std::string as_json(const Table& table);
std::string as_json_lines(const Table& table);
std::string as_markdown(const Table& table, Language language);

}  // namespace mloc
