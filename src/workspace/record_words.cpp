#include "mloc/workspace/record_words.hpp"

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

}  // namespace mloc
