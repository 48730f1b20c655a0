#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/result.hpp"

namespace mloc {

enum class Encoding : std::uint8_t { utf8, windows_1252 };

/// One line of a table: its cells as UTF-8 in form C, blanks at the ends and soft hyphens off, and its bytes as they stand.
struct CsvRow {
  std::uint32_t line = 0;  ///< of its first byte, from 1; the row of a sheet
  std::size_t begin = 0, end = 0;
  std::vector<std::string> cells;
  std::vector<Problem> problems;  ///< not in the code page, a control character, mojibake: then there are no cells
};

/// A table with a header line: a CSV file, or a sheet of a workbook written as one.
struct Csv {
  std::string file;
  std::string bytes;
  Encoding encoding = Encoding::utf8;
  bool marked = false;  ///< began with a byte order mark
  char delimiter = ';';
  std::string sheet;    ///< its name; empty: no workbook
  std::size_t hidden_rows = 0;
  CsvRow header;
  std::vector<CsvRow> rows;  ///< empty lines are passed over
  std::uint32_t lines_above() const { return header.line - 1; }
};

/// `encoding`: "auto" (proved by `proved_encoding`), "utf-8" or "windows-1252". RFC 4180 with any delimiter; an unclosed or stray quote
/// is an error of the whole file (I102). The header is the line among the first thirty that has most of `headers`, else the first.
Result<Csv> read_csv(std::string bytes, std::string file, std::string_view encoding, char delimiter, const std::vector<std::string>& headers = {});

/// A header as it is compared: without accents, case, doubled blanks and line breaks, a star or colon at its end; N° is N.
std::string header_key(std::string_view header);

}  // namespace mloc
