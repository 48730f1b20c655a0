#pragma once
#include <cstdint>

namespace mloc {

/// What the cells of a column hold, in a table and in a report.
enum class ColumnKind : std::uint8_t { text, integer, money, day, flag, ratio };

}  // namespace mloc
