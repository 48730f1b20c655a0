#pragma once
#include <cstdint>
#include <string_view>

namespace mloc {

/// How rows of a file stand for records of a kind (`x-row` of its schema).
enum class RowRule : std::uint8_t {
  one,       ///< a key names one record; an equal row is the same, another with the key contradicts it
  each,      ///< every row is a record: what may happen twice alike
  distinct,  ///< rows that differ are several records, equal ones one
};
/// `one` for a kind that does not say it, and for what is no kind.
RowRule row_rule(std::string_view kind);

}  // namespace mloc
