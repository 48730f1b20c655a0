#pragma once
#include <string>

#include "mloc/render/table.hpp"

namespace mloc {

std::string as_aligned(const Table& table, Language language);
std::string as_csv(const Table& table, bool excel);
std::string as_json(const Table& table);
std::string as_json_lines(const Table& table);
std::string as_markdown(const Table& table, Language language);

}  // namespace mloc
