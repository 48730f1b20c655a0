#include "draft_fields.hpp"

#include "mloc/base/text.hpp"

namespace mloc::imports {

std::string_view kind_part(std::string_view field) { return field.substr(0, field.find('.')); }
std::string_view rest_part(std::string_view field) { return field.substr(field.find('.') + 1); }

void put_at(Arena& arena, std::map<std::string, Node*>& records, std::string_view field, Node* value) {
  Node*& record = records[std::string(kind_part(field))];
  if (!record) record = arena.map();
  const auto names = split(rest_part(field), '.');
  Node* map = record;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    Node* inner = map->find(names[i]);
    if (!inner) arena.set(*map, names[i], inner = arena.map());
    map = inner;
  }
  arena.set(*map, names.back(), value);
}

const Node* value_at(const Parts& records, std::string_view field) {
  const auto record = records.find(std::string(kind_part(field)));
  const Node* value = record == records.end() ? nullptr : record->second;
  for (const std::string_view name : split(rest_part(field), '.')) value = value ? value->find(name) : nullptr;
  return value;
}

std::string whole_field(std::string_view field) {
  if (field == "lesson.day" || field == "lesson.time") return "lesson.starts";
  for (const std::string_view part : {".codes", ".levels"})
    if (field.ends_with(part)) return std::string(field.substr(0, field.size() - part.size()));
  return std::string(field);
}

}  // namespace mloc::imports
