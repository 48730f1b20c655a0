#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

enum class Encoding : std::uint8_t { utf8, windows_1252 };

/// One line of a CSV file: its cells as UTF-8 in form C, blanks at the ends off, and its bytes as they stand.
struct CsvRow {
  std::uint32_t line = 0;  ///< of its first byte, from 1
  std::size_t begin = 0, end = 0;
  std::vector<std::string> cells;
  std::vector<Problem> problems;  ///< not UTF-8, not in the code page, a control character: then there are no cells
};

struct Csv {
  std::string file;
  std::string bytes;
  Encoding encoding = Encoding::utf8;
  bool marked = false;  ///< began with a byte order mark
  char delimiter = ';';
  CsvRow header;
  std::vector<CsvRow> rows;  ///< empty lines are passed over
};

/// `encoding`: "auto" (mark, then strict UTF-8, then Windows-1252), "utf-8" or "windows-1252". RFC 4180 with any
/// delimiter; an unclosed or stray quote is an error of the whole file (I102).
Result<Csv> read_csv(std::string bytes, std::string file, std::string_view encoding, char delimiter);

}  // namespace mloc
