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
  enum class Take : std::uint8_t { text, day, time, money, points, integer, flag, defined, split, phone, siret, name };
  std::string header;
  std::string field;  ///< `application.site`: kind of record, then the path inside
  Take take = Take::text;
  bool required = false;
  bool drop_unmapped = false;
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
  std::vector<std::string> values;
};

/// I messages (without a place) for a cell that does not say what its column should.
Result<CellValue> take_cell(std::string_view cell, const ColumnRule& column, const Mapping& mapping);

}  // namespace mloc::imports
