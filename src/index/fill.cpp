#include "fill.hpp"


#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc::index {
namespace {

void bind_number(Statement& statement, int place, std::string_view text) {
  if (const auto number = whole_number<std::int64_t>(text)) return statement.bind(place, *number);
  statement.bind_null(place);
}

void bind_value(Statement& statement, int place, SqlColumn::Type type, std::string_view text) {
  switch (type) {
    case SqlColumn::Type::text: return statement.bind(place, text);
    case SqlColumn::Type::integer: return bind_number(statement, place, text);
    case SqlColumn::Type::flag: return statement.bind(place, std::int64_t{text == "true"});
    case SqlColumn::Type::cents:
      // The schema has let only amounts pass.
      if (const auto money = Money::parse(text)) return statement.bind(place, money->cents());
      return statement.bind_null(place);
  }
}

}  // namespace

Filler::Keys Filler::Keys::at(std::int64_t position) const {
  Keys keys = *this;
  keys.positions[keys.position_count++] = position;
  return keys;
}

int Filler::Keys::bind(Statement& statement) const {
  int place = 0;
  for (std::size_t i = 0; i < text_count; ++i) statement.bind(++place, texts[i]);
  for (std::size_t i = 0; i < position_count; ++i) statement.bind(++place, positions[i]);
  return place;
}

Statement& Filler::insert(const Shape& shape) {
  auto& statement = inserts_[shape.number];
  if (!statement) {
    std::string sql = "INSERT INTO " + sql_name(shape.table.name) + " VALUES (?";
    for (std::size_t i = 1; i < shape.table.columns.size(); ++i) sql += ",?";
    statement = std::make_unique<Statement>(database_, sql + ")");
  }
  return *statement;
}

void Filler::put(const Shape& shape, std::string_view owner, std::string_view id, const Node& record) {
  Keys keys;
  if (!owner.empty()) keys.texts[keys.text_count++] = owner;
  if (!id.empty()) keys.texts[keys.text_count++] = id;
  put_map(shape, keys, record);
}

void Filler::put_map(const Shape& shape, const Keys& keys, const Node& map) {
  Statement& statement = insert(shape);
  keys.bind(statement);
  bind_entries(statement, shape.entries, keys, &map);
  statement.run();
}

void Filler::bind_entries(Statement& statement, const std::vector<Shape::Entry>& entries, const Keys& keys,
                          const Node* map) {
  for (const Shape::Entry& entry : entries) {
    const Node* value = map ? map->find(entry.property) : nullptr;
    if (entry.kind == Shape::Entry::Kind::map) bind_entries(statement, entry.inner, keys, value);
    else if (entry.kind == Shape::Entry::Kind::child && value && entry.child->form == Shape::Form::answers)
      put_answers(*entry.child, keys, *map, *value);
    else if (entry.kind == Shape::Entry::Kind::child && value) put_children(*entry.child, keys, *value);
    else if (entry.kind == Shape::Entry::Kind::value && value) bind_value(statement, entry.place, entry.type, value->text);
    else if (entry.kind == Shape::Entry::Kind::value) statement.bind_null(entry.place);
  }
}

void Filler::put_answers(const Shape& child, const Keys& keys, const Node& diagnosis, const Node& answers) {
  Statement& statement = insert(child);
  std::int64_t position = 0;
  for (const Node& answer : answers)
    for (const std::string_view text : split(answer.text, '+')) {
      int place = keys.at(++position).bind(statement);
      statement.bind(++place, diagnosis.get("instrument"));
      bind_number(statement, ++place, diagnosis.get("version"));
      statement.bind(++place, answer.key);
      statement.bind(++place, text);
      const auto amount = Money::parse(text);
      const bool is_flag = text == "true" || text == "false";
      if (is_flag) statement.bind(++place, std::int64_t{text == "true"});
      else bind_number(statement, ++place, text);
      if (amount) statement.bind(++place, amount->cents());
      else statement.bind_null(++place);
      statement.run();
    }
}

void Filler::put_children(const Shape& child, const Keys& keys, const Node& items) {
  std::int64_t position = 0;
  for (const Node& item : items) {
    const Keys at = keys.at(++position);
    if (child.form == Shape::Form::map) {
      put_map(child, at, item);
      continue;
    }
    Statement& statement = insert(child);
    int place = at.bind(statement);
    if (child.form == Shape::Form::codes) statement.bind(++place, item.key);
    ++place;
    bind_value(statement, place, child.table.columns[static_cast<std::size_t>(place - 1)].type, item.text);
    statement.run();
  }
}

}  // namespace mloc::index
