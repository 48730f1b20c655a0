#include <algorithm>

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include "as_written.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/dossier.hpp"

namespace mloc {
namespace {

/// A plain word goes out as it is: yaml-cpp would try every rule of plain scalars on it, which took a fifth of a big import.
struct PlainWord {
  std::string_view text;
  friend std::ostream& operator<<(std::ostream& stream, PlainWord word) { return stream << word.text; }
};

class Writer {
 public:
  std::string write(const Node& record, const Schema& schema) {
    emitter_.SetIndent(2);
    value(record, schema);
    return std::string(emitter_.c_str(), emitter_.size());
  }

 private:
  static bool is_empty(const Node& node) { return node.kind == Node::Kind::text ? node.text.empty() : !node.first; }

  void value(const Node& node, const Schema& schema) {
    if (node.kind == Node::Kind::map) return map(node, schema);
    if (node.kind == Node::Kind::list) {
      emitter_ << YAML::BeginSeq;
      for (const Node& item : node) value(item, *schema.items);
      emitter_ << YAML::EndSeq;
      return;
    }
    if (schema.plain && is_plain_word(node.text)) return plain(node.text);
    const bool number = schema.type == Schema::Type::integer || schema.type == Schema::Type::flag;
    const std::string text = to_nfc(node.text);
    if (!number && !(schema.plain && node.key == "record")) emitter_ << YAML::DoubleQuoted;
    emitter_ << text;
  }

  void entry(const Node& child, const Schema& schema) {
    emitter_ << YAML::Key;
    if (is_plain_word(child.key)) plain(child.key);
    else emitter_ << YAML::DoubleQuoted << to_nfc(child.key);
    emitter_ << YAML::Value;
    value(child, schema);
  }

  void map(const Node& node, const Schema& schema) {
    emitter_ << YAML::BeginMap;
    if (schema.keys) {
      std::vector<const Node*> children;
      for (const Node& child : node) children.push_back(&child);
      std::ranges::sort(children, {}, &Node::key);
      for (const Node* child : children) entry(*child, *schema.items);
    }
    for (const auto& property : schema.properties)
      if (const Node* child = node.find(property.name); child && !is_empty(*child)) entry(*child, *property.schema);
    emitter_ << YAML::EndMap;
  }

  void plain(std::string_view word) { emitter_.WriteIntegralType(PlainWord{word}); }

  YAML::Emitter emitter_;
};

}  // namespace

std::string write_record(const Node& record, const Kind& kind) {
  return "---\n" + Writer().write(record, *kind.schema) + "\n";
}

std::string write_dossier(std::vector<const Node*> records) {
  std::ranges::stable_sort(records, {}, [](const Node* record) { return record->get("id"); });
  std::string bytes;
  for (const Node* record : records) bytes += write_record(*record, *kind_of(*record));
  return bytes + "...\n";
}

}  // namespace mloc
