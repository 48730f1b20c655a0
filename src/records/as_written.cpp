#include "as_written.hpp"

#include <algorithm>
#include <array>

#include "yaml_lines.hpp"

namespace mloc {
namespace {

/// Words that some YAML 1.1 or 1.2 reader takes for a truth value, nothing or a number.
constexpr std::array special_words = {"y",  "Y",  "n",    "N",    "yes",  "Yes",  "YES",   "no",    "No",    "NO", "on",
                                      "On", "ON", "off",  "Off",  "OFF",  "true", "True",  "TRUE",  "false", "False",
                                      "FALSE", "null", "Null", "NULL", "nan", "NaN", "inf", "Inf"};

bool is_as_written(const Node& node, const Schema& schema);

bool is_entry_as_written(const Node& child, const Schema& schema) {
  return is_plain_word(child.key) && is_as_written(child, schema);
}

bool is_map_as_written(const Node& node, const Schema& schema) {
  if (schema.keys) {
    const Node* before = nullptr;
    for (const Node& child : node) {
      if (before && before->key >= child.key) return false;
      if (!is_entry_as_written(child, *schema.items)) return false;
      before = &child;
    }
    return true;
  }
  auto property = schema.properties.begin();
  for (const Node& child : node) {
    while (property != schema.properties.end() && property->name != child.key) ++property;
    if (property == schema.properties.end() || !is_entry_as_written(child, *property->schema)) return false;
  }
  return true;
}

bool is_as_written(const Node& node, const Schema& schema) {
  if (node.kind == Node::Kind::map) return is_map_as_written(node, schema);
  if (node.kind == Node::Kind::list) {
    for (const Node& item : node)
      if (!is_as_written(item, *schema.items)) return false;
    return true;
  }
  if (node.text.empty()) return false;
  const bool number = schema.type == Schema::Type::integer || schema.type == Schema::Type::flag;
  const bool plain = number || (schema.plain && (is_plain_word(node.text) || node.key == "record"));
  return node.quoted != plain;
}

}  // namespace

bool is_plain_word(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto inside = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'; };
  return !text.empty() && letter(text[0]) && std::ranges::all_of(text, inside) &&
         std::ranges::find(special_words, text) == special_words.end();
}

std::optional<bool> is_as_written(const Dossier& dossier) {
  // What lies beyond ASCII may have another normal form, or stand escaped.
  if (!std::ranges::all_of(dossier.bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::nullopt;
  Arena arena;
  if (!read_lines(dossier.bytes, arena)) return std::nullopt;
  std::string_view before;
  for (const Record& record : dossier.records) {
    if (record.id <= before || !is_as_written(*record.root, *record.kind->schema)) return false;
    before = record.id;
  }
  return true;
}

}  // namespace mloc
