#pragma once
#include <string>
#include <vector>

#include "mloc/index/index.hpp"

namespace mloc {

/// What a table is, and what the values of each of its columns name: the data dictionary, from the schemas.
struct ColumnWords {
  std::string reference;           ///< partner, staff, record … (x-ref); empty: nothing
  std::vector<std::string> lists;  ///< the code lists that it takes codes of
};
struct TableWords {
  SqlTable table;
  std::string english, french;       ///< what a row is
  std::string parent;                ///< of a list or a map: the table whose rows have it
  std::vector<ColumnWords> columns;  ///< one for each of the table's
};
/// One for each of `sql_tables`, in their order.
std::vector<TableWords> table_words();

}  // namespace mloc
