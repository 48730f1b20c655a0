#include <algorithm>

#include "mloc/facts/facts.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::facts {

const std::vector<const FactKind*>& fact_kinds() {
  static const std::vector<const FactKind*> all = [] {
    std::vector<const FactKind*> found;
    for (const Room* room : rooms())
      if (room->kinds)
        for (const FactKind& kind : room->kinds()) found.push_back(&kind);
    return found;
  }();
  return all;
}

bool is_of_partners(const FactKind& kind) { return find_kind(kind.kind)->folder == Folder::partners; }

const FactKind* find_fact_kind(std::string_view kind) {
  const auto found = std::ranges::find(fact_kinds(), kind, &FactKind::kind);
  return found == fact_kinds().end() ? nullptr : *found;
}

namespace {

std::vector<std::string> lists_of(const Schema& schema) {
  std::vector<std::string> names;
  for (const CodeList* list : schema.codes) names.emplace_back(list->name);
  return names;
}

std::string help_of(const Schema& schema) {
  const Schema& one = schema.type == Schema::Type::list ? *schema.items : schema;
  std::string text = schema.title;
  if (schema.keys) text += std::string(": code of {}") + (schema.items->definition == "money" ? ", and the amount" : ", and the value");
  else if (!one.codes.empty()) text += ": code of {}";
  else if (schema.definition == "rome") text += ": ROME code";
  else if (schema.reference == "partner") text += ": code or SIRET of a partner";
  else if (schema.definition == "commune") text += ": INSEE code";
  if (schema.type == Schema::Type::list || schema.keys) text += "; may be repeated";
  return text;
}

std::string value_of(const Schema& schema) {
  if (schema.keys) return schema.items->definition == "money" ? "CODE=AMOUNT" : "CODE=VALUE";
  if (schema.type == Schema::Type::flag) return "YES";
  if (schema.type == Schema::Type::integer) return "N";
  if (schema.definition == "day") return "DAY";
  if (schema.definition == "money") return "AMOUNT";
  if (schema.definition == "record-id") return "RECORD";
  return "CODE";
}

/// Whether a record cannot stand without the field, and nothing but its writer says it.
bool is_demanded(const FactKind& kind, const Schema::Property& property) {
  const std::string_view name = property.name;
  const auto is_it = [&](const auto& initial) { return initial.first == name; };
  const bool is_filled = name == kind.day || name == kind.person || std::ranges::any_of(kind.initial, is_it) ||
                         std::ranges::find(kind.completed, name) != kind.completed.end();
  return property.required && !is_filled;
}

FactField shown(const FactKind& kind, const Schema::Property& property) {
  const Schema& schema = *property.schema;
  const bool map = schema.keys != nullptr, list = schema.type == Schema::Type::list;
  FactField field{property.name, value_of(schema), help_of(schema), list || map, schema.type == Schema::Type::flag, is_demanded(kind, property)};
  field.is_rome = schema.definition == "rome";
  field.lists = lists_of(map ? *schema.keys : list ? *schema.items : schema);
  if (map) field.value_lists = lists_of(*schema.items);
  field.reference = (list ? *schema.items : schema).reference;
  return field;
}

}  // namespace

std::vector<FactField> fact_fields(const FactKind& kind) {
  std::vector<FactField> fields;
  for (const auto& property : find_kind(kind.kind)->schema->properties) {
    const std::string& name = property.name;
    if (name != "record" && name != "id" && name != "by" && name != "voided" && !name.ends_with("source") && name != "revision") fields.push_back(shown(kind, property));
  }
  return fields;
}

FactField fact_field(const FactKind& kind, std::string_view name) { return shown(kind, *find_kind(kind.kind)->schema->find(name)); }

}  // namespace mloc::facts
