#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/index/dictionary.hpp"
#include "mloc/records/schema.hpp"

namespace mloc::index {

/// How one table comes from one schema. A closed object becomes columns (`voided_day`), a list or a map of codes a
/// child table (`lesson_skills`) whose key is that of its parent and a position from 1.
struct Shape {
  /// A row is: a map; a list's value; a key and its value; an answer of a diagnosis.
  enum class Form : std::uint8_t { map, values, codes, answers };
  struct Entry {
    std::string property;
    enum class Kind : std::uint8_t { value, map, child } kind;
    int place = 0;                          ///< value: the column's number from 1
    SqlColumn::Type type = SqlColumn::Type::text;
    std::vector<Entry> inner = {};          ///< map
    std::shared_ptr<const Shape> child = {};
  };
  SqlTable table;
  Form form = Form::map;
  std::vector<Entry> entries;  ///< Form::map
  std::size_t number = 0;      ///< its place among all()
  std::string english = {}, french = {}, parent = {};  ///< as TableWords has them
  std::vector<ColumnWords> words = {};                 ///< of its columns; the last ones may be left out
};

/// A record kind or a settings file with its table; every row's first column is the owner: case, partner, draw …
struct KindShape {
  const Kind* kind;
  std::shared_ptr<const Shape> shape;
};

/// All kinds but those that hold no data (mappings), and every table with its children, parents first.
struct Shapes {
  std::vector<KindShape> kinds;
  std::vector<const Shape*> all;
  const Shape* find(std::string_view kind) const;
};
const Shapes& shapes();

std::string_view owner_column(Folder folder);  ///< case_id, partner, draw
/// `home`: `temp.`, the name of a database and a dot, or nothing; SQLite keeps the text without it.
std::string create_table(const SqlTable& table, std::string_view home);

}  // namespace mloc::index
