#pragma once
#include <string>
#include <vector>

#include "mloc/records/csv.hpp"

namespace mloc {

/// What is known of a table before it is read.
struct TableForm {
  std::string encoding = "auto";
  char delimiter = ';';              ///< another one is taken where the headers are found with that
  std::string sheet;                 ///< of a workbook, by name or number; empty: its only one, or the only one with the headers
  std::vector<std::string> headers;  ///< that it should have; none: its first line is the header
};

/// Any file with a table: CSV, or a sheet of an xlsx or ods workbook. I168 names any other file for what it is, by its content, and says
/// what to do; I171 to I175 for workbooks.
Result<Csv> read_table(std::string bytes, std::string file, const TableForm& form);

}  // namespace mloc
