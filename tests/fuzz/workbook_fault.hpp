#pragma once
#include <string>

#include "mloc/records/table_file.hpp"

namespace mloc {

/// What must hold for any bytes: reading ends with a table or with a reason, and a table is within the limits. Gives what failed, or
/// nothing.
inline std::string fault_of_workbook(const std::string& bytes) {
  const auto read = read_table(bytes, "input", {});
  if (!read) return read.error().problems.empty() ? "refused without a word" : "";
  if (read->rows.size() > 1'000'000) return "more rows than the limit";
  for (const CsvRow& row : read->rows)
    if (row.problems.empty() && !read->sheet.empty() && row.cells.size() > 200) return "more columns than the limit";
  return {};
}

}  // namespace mloc
