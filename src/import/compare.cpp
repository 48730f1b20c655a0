// A row beside the record that an earlier import made of it.
#include <algorithm>

#include "draft_fields.hpp"
#include "mloc/base/digest.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/drafts.hpp"
#include "mloc/records/identity.hpp"

namespace mloc::imports {
namespace {

void flatten(const Node& node, const std::string& path, std::string& text) {
  if (node.kind == Node::Kind::text) {
    // A name that differs only in case and blanks is the same name.
    const bool name = path == "identity.surname" || path == "identity.first_name";
    text += path + '=' + (name ? name_key(node.text) : std::string(node.text)) + '\n';
    return;
  }
  std::vector<const Node*> children;
  for (const Node& child : node) children.push_back(&child);
  if (node.kind == Node::Kind::map) std::ranges::sort(children, {}, &Node::key);
  for (const Node* child : children) flatten(*child, path + '.' + std::string(child->key), text);
}

std::string shown(const Node* value) {
  if (!value) return "-";
  if (value->kind == Node::Kind::text) return printable(value->text);
  std::string text;
  for (const Node& child : *value) {
    text += text.empty() ? "" : ", ";
    if (value->kind == Node::Kind::map) text += printable(child.key) + "=";
    text += shown(&child);
  }
  return text;
}

std::string hashed_text(const Node* value, const std::string& field) {
  std::string text;
  if (value) flatten(*value, field, text);
  return text;
}

/// What the file says nothing of stays as it is.
void keep_absent(Import& import, Draft& draft, const Parts& stored) {
  const std::set<std::string>& absent = import.absent[draft.file];
  for (const auto& [column, fields] : import.columns) {
    if (!absent.contains(column)) continue;
    for (const std::string& field : fields)
      if (const Node* value = value_at(stored, field); value && !value_at(parts_of(draft), field))
        put_at(import.arena, draft.records, field, import.arena.copy(*value));
  }
  draft.hash = content_hash(parts_of(draft), import.mapping);
}

/// A stored record as the cells of its row would be read today.
std::string hash_as_read_today(Import& import, const Parts& stored) {
  std::map<std::string, Node*> copies;
  for (const auto& [kind, record] : stored) copies.emplace(kind, import.arena.copy(*record));
  for (const ColumnRule& rule : import.mapping.columns) {
    const bool respelt = rule.take == ColumnRule::Take::phone || rule.take == ColumnRule::Take::name || rule.take == ColumnRule::Take::siret;
    const Node* value = respelt && rule.values.empty() ? value_at(stored, rule.field) : nullptr;
    if (!value || value->kind != Node::Kind::text) continue;
    if (const auto cell = take_cell(value->text, rule, import.mapping); cell && cell->given)
      put_at(import.arena, copies, rule.field, import.arena.text(cell->values.front()));
  }
  return content_hash({copies.begin(), copies.end()}, import.mapping);
}

}  // namespace

std::vector<std::string> mapped_fields(const Mapping& mapping) {
  std::set<std::string> fields;
  for (const auto& [field, value] : mapping.constants) fields.insert(whole_field(field));
  for (const ColumnRule& rule : mapping.columns)
    if (mapping.makes == "application" || !rule.field.starts_with("application.")) {
      fields.insert(whole_field(rule.field));
      if (rule.field == "identity.surname") fields.insert("identity.use_name");
    }
  return {fields.begin(), fields.end()};
}

Parts parts_of(const Draft& draft) { return {draft.records.begin(), draft.records.end()}; }

std::string content_hash(const Parts& records, const Mapping& mapping) {
  std::string text;
  for (const std::string& field : mapped_fields(mapping))
    if (const Node* value = value_at(records, field)) flatten(*value, field, text);
  return hex(blake2b(text));
}

Compared compare(Import& import, Draft& draft, const Known& known, const Parts& stored) {
  if (!import.absent[draft.file].empty()) keep_absent(import, draft, stored);
  if (draft.hash == known.hash) return Compared::same;
  const std::string held = content_hash(stored, import.mapping);
  // Who edited the record may have written what the row says now.
  if (held == draft.hash && known.live) return Compared::agreed;
  if (held == known.hash && known.rules < rules_version && hash_as_read_today(import, stored) == draft.hash) return Compared::same;
  return held == known.hash && known.live ? Compared::changed : Compared::edited;
}

std::vector<Difference> differences(const Import& import, const Draft& draft, const Parts& stored) {
  std::vector<Difference> found;
  const Parts said = parts_of(draft);
  for (const auto& [column, fields] : import.columns) {
    if (import.absent[draft.file].contains(column)) continue;
    const auto differing = std::ranges::find_if(fields, [&](const std::string& field) {
      return hashed_text(value_at(said, field), field) != hashed_text(value_at(stored, field), field);
    });
    if (differing != fields.end()) found.push_back({column, shown(value_at(stored, *differing)), shown(value_at(said, *differing))});
  }
  return found;
}

void count_emptied(Import& import, const Draft& draft, const Parts& stored) {
  for (const auto& [column, fields] : import.columns) {
    const bool had = std::ranges::any_of(fields, [&](const std::string& field) { return value_at(stored, field) != nullptr; });
    if (had && !import.absent[draft.file].contains(column) && !says(import, draft, column)) ++import.emptied[column];
  }
}

bool says(const Import& import, const Draft& draft, std::string_view header) {
  const auto column = std::ranges::find(import.columns, header, &ColumnFields::header);
  const Parts said = parts_of(draft);
  return column != import.columns.end() && std::ranges::any_of(column->fields, [&](const std::string& field) { return value_at(said, field) != nullptr; });
}

}  // namespace mloc::imports
