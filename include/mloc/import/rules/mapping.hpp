#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::imports {

/// How the cells of one column become the value of one field.
struct ColumnRule {
  enum class Take : std::uint8_t { text, day, time, money, points, integer, flag, defined, split, phone, siret, name, commune };
  std::string header;
  std::string field;  ///< `application.site`: kind of record, then the path inside
  Take take = Take::text;
  std::uint32_t line = 0;  ///< of the mapping file
  bool optional = false;   ///< the file may lack the column
  bool filled = false;     ///< no cell may be empty
  bool drop_unmapped = false;
  std::string empty;  ///< what a cell says that says nothing, such as `-`
  int century = 0;    ///< of years of two digits; 0: the mapping's
  std::string separator = ",";
  std::map<std::string, std::string> values;         ///< cell to code; empty: the cell is the code
  std::map<std::string, std::string> folded_values;  ///< the same without accents and case, where that is unique
};

/// A mapping file (imports/*.toml): which column goes to which field.
struct Mapping {
  enum class Unknown : std::uint8_t { error, warn, ignore };
  std::string name;
  std::string makes;  ///< application, lesson or partner
  std::string encoding = "auto";
  char delimiter = ';';
  bool decimal_comma = true;
  bool french_dates = true;
  int century = 0;  ///< of years of two digits; 0: they are refused
  std::string sheet;  ///< of a workbook, by its name or number; empty: its only one
  /// What a file speaks of: everything that the mapping ever brought, the months from its first to its last day, its rows
  /// alone. What it speaks of and no longer holds is gone.
  enum class Covers : std::uint8_t { unsaid, all, period, nothing };
  Covers covers = Covers::unsaid;
  Unknown unknown_columns = Unknown::error;
  std::vector<std::string> key;                  ///< fields whose values name a row
  std::map<std::string, std::string> constants;  ///< field to value
  std::vector<ColumnRule> columns;

  /// From a tree that the schema has passed.
  static Mapping from(const Node& root);
};

/// What a cell says: nothing, one value or several.
struct CellValue {
  bool given = false;
  bool list = false;
  std::vector<std::string> values = {};
  std::string name_of_use = {};  ///< of a surname that tells both
  std::vector<std::string> dropped = {};  ///< what the column's map does not know and may leave out
};

/// I messages (without a place) for a cell that does not say what its column should.
Result<CellValue> take_cell(std::string_view cell, const ColumnRule& column, const Mapping& mapping);

}  // namespace mloc::imports
