#pragma once
#include <string>
#include <vector>

#include "mloc/records/csv.hpp"

namespace mloc {

/// The cells of a row from their bytes, and what is wrong with them (then the row has none).
void take_cells(CsvRow& row, const std::vector<std::string>& fields, Encoding encoding, bool may_be_header);
/// Makes one of the first rows the header, drops those above it and puts names into the places of problems. I101 without rows.
Result<> take_header(Csv& csv, const std::vector<std::string>& headers);
/// How many different ones of `headers` the best of the first rows has.
std::size_t headers_found(const Csv& csv, const std::vector<std::string>& headers);

}  // namespace mloc
