#pragma once
#include <cstdint>

namespace mloc {

/// What the cells of a column hold, in a table and in a report.
enum class ColumnKind : std::uint8_t { text, integer, money, day, flag, ratio };

/// What the figures of a column are figures of, where people read them: whole minutes (`223 h 30`), a share (`88,5 %`).
enum class ColumnUnit : std::uint8_t { none, minutes, share };

}  // namespace mloc
