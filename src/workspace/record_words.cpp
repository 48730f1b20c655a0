#include "mloc/workspace/record_words.hpp"

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"

namespace mloc {
namespace {

std::string title_of(const Schema& schema, Language language) {
  return language == Language::french && !schema.french.empty() ? schema.french : schema.title;
}

class Words {
 public:
  Words(Language language, Sensitive sensitive, const Lists& lists) : language_(language), sensitive_(sensitive), lists_(lists) {}
  std::vector<FieldWords> all;

  void value(const Node& node, const Schema& schema, const std::string& path, const std::string& name) {
    if (node.kind == Node::Kind::map) return map(node, schema, path, name);
    FieldWords one{path, name, {}, {}};
    if (node.kind == Node::Kind::list)
      for (const Node& item : node) add(one, item, *schema.items);
    else add(one, node, schema);
    all.push_back(std::move(one));
  }

  void map(const Node& node, const Schema& schema, const std::string& path, const std::string& name) {
    for (const auto& property : schema.properties)
      if (const Node* child = node.find(property.name); child && !(path.empty() && (property.name == "record" || property.name == "id")))
        value(*child, *property.schema, below(path, property.name), name + (name.empty() ? "" : ", ") + title_of(*property.schema, language_));
    if (schema.keys)
      for (const Node& child : node) value(child, *schema.items, below(path, child.key), name + " " + key_in_words(child.key, *schema.keys));
  }

 private:
  static std::string below(const std::string& path, std::string_view key) { return path.empty() ? std::string(key) : path + "." + std::string(key); }

  std::string key_in_words(std::string_view key, const Schema& keys) const {
    const Code* code = lists_.find(keys, key);
    return std::string(!code ? key : language_ == Language::french ? code->fr : code->en);
  }

  void add(FieldWords& one, const Node& node, const Schema& schema) const {
    std::string value = printable(node.text), words = value;
    if (const Code* code = lists_.find(schema, node.text)) words = language_ == Language::french ? code->fr : code->en;
    if (sensitive_ == Sensitive::masked && lists_.is_sensitive(schema, node.text)) value = words = "masked";
    if (node.kind != Node::Kind::text) value = words = "…";
    one.value += (one.value.empty() ? "" : ", ") + value;
    one.words += (one.words.empty() ? "" : ", ") + words;
  }

  Language language_;
  Sensitive sensitive_;
  const Lists& lists_;
};

std::string label(const Schema& schema, std::string_view text, const Telling& telling) {
  if (!telling.sensitive && telling.lists.is_sensitive(schema, text)) return "masked";
  if (schema.reference == "site")
    for (const Site& site : telling.sites)
      if (site.code == text) return fmt::format("{} ({})", site.name, site.code);
  const Code* code = telling.lists.find(schema, text);
  return code ? fmt::format("{} ({})", telling.language == Language::french ? code->fr : code->en, code->code) : printable(text);
}

void describe(const Node& node, const Schema& schema, const Telling& telling, std::string& text) {
  if (node.kind == Node::Kind::text) {
    text += label(schema, node.text, telling);
    return;
  }
  bool first = true;
  for (const Node& child : node) {
    if (!first) text += ", ";
    first = false;
    if (node.kind == Node::Kind::map && schema.keys) {
      text += fmt::format("{}=", child.key);
      describe(child, *schema.items, telling, text);
    } else if (node.kind == Node::Kind::map) {
      text += fmt::format("{} ", child.key);
      describe(child, *schema.find(child.key)->schema, telling, text);
    } else {
      describe(child, *schema.items, telling, text);
    }
  }
}

}  // namespace

std::vector<FieldWords> words_of(const Record& record, Language language, Sensitive sensitive, const Lists* lists) {
  static const Lists shipped;
  Words words(language, sensitive, lists ? *lists : shipped);
  words.map(*record.root, *record.kind->schema, "", "");
  return std::move(words.all);
}

std::string heading_of(const Record& record, Language language) {
  return title_of(*record.kind->schema, language) + " " + std::string(record.id);
}

std::string page_of(const Record& record, const Telling& telling) {
  const bool french = telling.language == Language::french;
  std::string text = fmt::format("\n{}{}\n", heading_of(record, telling.language), !record.voided() ? "" : french ? " (annulé)" : " (voided)");
  for (const auto& property : record.kind->schema->properties) {
    const Node* value = record.root->find(property.name);
    if (!value || property.name == "record" || property.name == "id" || property.name.ends_with("source")) continue;
    std::string said;
    describe(*value, *property.schema, telling, said);
    text += fmt::format("  {:<24} {}\n", property.name, said);
  }
  return text;
}

}  // namespace mloc
