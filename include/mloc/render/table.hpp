#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/column.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

enum class Format : std::uint8_t { table, csv, json, jsonl, md, html, xlsx };
std::string_view name_of(Format format);
/// People read words, programs codes.
inline bool is_for_people(Format format) { return format == Format::table || format == Format::md; }

/// A cell holds: text as it is; integer `12`; money `1000.00`; day `2010-05-11`; flag `true` or `false`;
/// ratio a decimal text already rounded (ratio_text makes it). What is not known has no value.
using Cell = std::optional<std::string>;

struct Column {
  using Kind = ColumnKind;
  std::string name;  ///< in CSV, JSON, --columns and --sort; never translated
  Kind kind = Kind::text;
  std::string english = {};  ///< header of table and Markdown; the name when empty
  std::string french = {};
  ColumnUnit unit = ColumnUnit::none;  ///< for people only; what a program reads is plain minutes, a plain ratio
};

/// Every row has one cell for each column. `kind` says in JSON what the rows are: "lessons".
struct Table {
  std::string kind;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

/// What the user asked to see of a table.
struct View {
  Format format = Format::table;
  bool excel = false;                ///< CSV for a French Excel: BOM, `;`, decimal comma, no live formulas
  std::vector<std::string> columns;  ///< empty: all
  std::vector<std::string> sort;     ///< `name` or `name:desc`; empty: the table's own order
  std::optional<int> limit;
  Language language = Language::english;
  std::optional<std::size_t> width = {};  ///< of the terminal: an aligned table drops columns to fit, and says which
};

/// The rows and columns that `view` leaves, in its order; Exit::usage (C120) with the nearest name for an unknown column.
Result<Table> chosen(Table table, const View& view);
/// chosen(), then the text in the view's format: CSV after RFC 4180 (CRLF), JSON one document, JSON Lines, Markdown,
/// or a table aligned by display width from which control and bidi characters are gone. Not for html and xlsx, which are
/// more than their rows (page.hpp, workbook.hpp).
Result<std::string> rendered(Table table, const View& view);

/// A column's heading and a cell as a person reads them: `1 000,00` in French, oui and non.
std::string label_of(const Column& column, Language language);
std::string shown(const Cell& cell, Column::Kind kind, Language language);
/// The same with the column's unit: `88,5 %`, `223 h 30`.
std::string shown(const Cell& cell, const Column& column, Language language);
/// Right-aligned, compared as a number, a decimal comma for Excel.
bool is_number(Column::Kind kind);

/// part / whole rounded half away from zero; no value when `whole` is 0.
Cell ratio_text(std::int64_t part, std::int64_t whole, int decimals);

}  // namespace mloc
