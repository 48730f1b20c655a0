#pragma once
#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "database.hpp"
#include "mloc/base/node.hpp"
#include "shape.hpp"

namespace mloc::index {

/// Writes records into their tables; one prepared statement for each table.
class Filler {
 public:
  explicit Filler(const Database& database) : database_(database), inserts_(shapes().all.size()) {}

  /// `owner`: the case, partner, draw or programme; `id`: the record's, empty for settings.
  void put(const Shape& shape, std::string_view owner, std::string_view id, const Node& record);

 private:
  /// The leading columns of a row: at most owner, record and three positions.
  struct Keys {
    std::array<std::string_view, 2> texts;
    std::size_t text_count = 0;
    std::array<std::int64_t, 3> positions;
    std::size_t position_count = 0;
    Keys at(std::int64_t position) const;
    int bind(Statement& statement) const;  ///< how many columns
  };

  Statement& insert(const Shape& shape);
  void put_map(const Shape& shape, const Keys& keys, const Node& map);
  void bind_entries(Statement& statement, const std::vector<Shape::Entry>& entries, const Keys& keys, const Node* map);
  void put_answers(const Shape& child, const Keys& keys, const Node& diagnosis, const Node& answers);
  void put_children(const Shape& child, const Keys& keys, const Node& items);

  const Database& database_;
  std::vector<std::unique_ptr<Statement>> inserts_;
};

}  // namespace mloc::index
