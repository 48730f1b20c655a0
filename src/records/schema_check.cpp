#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/utf8.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/schema.hpp"
#include "pattern.hpp"

namespace mloc {
namespace {

std::optional<std::int64_t> integer(const Node& node) {
  const std::string_view text = node.text;
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (node.quoted || digits.empty() || (digits.size() > 1 && digits[0] == '0') || text == "-0") return std::nullopt;
  return whole_number<std::int64_t>(text);
}

/// Walks a value and its schema together; the path of fields is kept as text only where a problem needs it.
class Checker {
 public:
  Checker(const std::string& subject, const std::string& file, std::vector<Problem>& problems)
      : subject_(subject), file_(file), problems_(problems) {}

  void check(const Node& node, const Schema& schema, const std::string& path) {
    if (problems_.size() >= most_problems) return;
    switch (schema.type) {
      case Schema::Type::text: return check_text(node, schema, path);
      case Schema::Type::integer: return check_integer(node, schema, path);
      case Schema::Type::flag:
        if (node.kind != Node::Kind::text || node.quoted || (node.text != "true" && node.text != "false"))
          report(node, path, problem("R204"_m, shown(node), phrase("true or false")));
        return;
      case Schema::Type::list: return check_list(node, schema, path);
      case Schema::Type::map: return check_map(node, schema, path);
    }
  }

 private:
  static std::string shown(const Node& node) {
    if (node.kind == Node::Kind::list) return "a list";
    if (node.kind == Node::Kind::map) return "a map";
    return (node.quoted ? "\"" : "") + printable(node.text.substr(0, 80)) + (node.quoted ? "\"" : "");
  }

  /// Nobody reads more, and each has its words: a file may be wrong in a hundred thousand places.
  static constexpr std::size_t most_problems = 2000;

  void report_at(Mark mark, const std::string& path, Problem found) {
    for (const std::string* before : {&path, &subject_})
      if (!before->empty()) found.text = prefixed(*before, std::move(found.text));
    found.place = {file_, mark.line, mark.column, {}};
    problems_.push_back(std::move(found));
  }
  void report(const Node& node, const std::string& path, Problem found) { report_at(node.mark, path, std::move(found)); }

  void check_text(const Node& node, const Schema& schema, const std::string& path) {
    if (node.kind != Node::Kind::text) return report(node, path, problem("R204"_m, shown(node), phrase("a text")));
    if (!schema.words.empty() && std::ranges::find(schema.words, node.text) == schema.words.end() && !(schema.open && is_code_shape(node.text)))
      return unknown_word(node, schema, path);
    if (schema.pattern && !schema.pattern->matches(node.text)) {
      const std::string& what = schema.form.empty() ? schema.pattern_text : schema.form;
      return report(node, path, problem("R205"_m, printable(node.text.substr(0, 80)), what));
    }
    if (schema.shortest > 0 || schema.longest < longest_default) check_length(node, count_of_characters(node.text), schema, path);
  }

  void unknown_word(const Node& node, const Schema& schema, const std::string& path) {
    if (!schema.codes.empty()) return report(node, path, unknown_code(node.text, schema.codes));
    Problem found = problem("R206"_m, printable(node.text.substr(0, 80)));
    const auto near = nearest(node.text, schema.words);
    found.hint = near ? did_you_mean(*near) : one_of_these(schema.words);
    report(node, path, std::move(found));
  }

  void check_integer(const Node& node, const Schema& schema, const std::string& path) {
    const auto value = node.kind == Node::Kind::text ? integer(node) : std::nullopt;
    if (!value) return report(node, path, problem("R204"_m, shown(node), phrase("an integer")));
    if (schema.constant && schema.words.front() != node.text) return unknown_word(node, schema, path);
    if (*value < schema.minimum) report(node, path, problem("R203"_m, *value, schema.minimum));
    if (*value > schema.maximum) report(node, path, problem("R207"_m, *value, schema.maximum));
  }

  void check_length(const Node& node, std::size_t size, const Schema& schema, const std::string& path) {
    if (size < schema.shortest) report(node, path, problem("R208"_m, size, schema.shortest));
    if (size > schema.longest) report(node, path, problem("R209"_m, size, schema.longest));
  }

  void check_list(const Node& node, const Schema& schema, const std::string& path) {
    if (node.kind != Node::Kind::list) return report(node, path, problem("R204"_m, shown(node), phrase("a list")));
    std::size_t size = 0;
    for (const Node* item = node.first; item; item = item->next, ++size) {
      check(*item, *schema.items, fmt::format("{}[{}]", path, size + 1));
      if (!schema.unique) continue;
      for (const Node* earlier = node.first; earlier != item; earlier = earlier->next)
        if (same(*earlier, *item)) {
          report(*item, path, problem("R210"_m, shown(*item)));
          break;
        }
    }
    check_length(node, size, schema, path);
  }

  void check_map(const Node& node, const Schema& schema, const std::string& path) {
    if (node.kind != Node::Kind::map) return report(node, path, problem("R204"_m, shown(node), phrase("a map")));
    if (schema.shortest > 0) check_length(node, node.size(), schema, path);
    const std::string prefix = path.empty() ? "" : path + ".";
    if (schema.keys) {
      for (const Node& child : node) {
        Node key;
        key.text = child.key;
        key.quoted = true;
        key.mark = child.key_mark;
        check(key, *schema.keys, prefix + std::string(child.key));
        check(child, *schema.items, prefix + std::string(child.key));
      }
      return;
    }
    std::size_t known = 0;
    // In canonical order, as nearly always, one walk along both finds every child.
    const Node* next = follows_order(node, schema) ? node.first : nullptr;
    const bool ordered = next || !node.first;
    for (const auto& property : schema.properties) {
      const Node* child = ordered ? (next && next->key == property.name ? next : nullptr) : node.find(property.name);
      if (child) {
        ++known;
        if (ordered) next = child->next;
        check(*child, *property.schema, prefix.empty() ? property.name : prefix + property.name);
      } else if (property.required) {
        report(node, path, problem("R202"_m, property.name));
      }
    }
    if (known != node.size()) unknown_keys(node, schema, path);
  }

  static bool follows_order(const Node& node, const Schema& schema) {
    const Node* next = node.first;
    for (const auto& property : schema.properties)
      if (next && next->key == property.name) next = next->next;
    return !next;
  }

  void unknown_keys(const Node& node, const Schema& schema, const std::string& path) {
    std::vector<std::string> names;
    for (const auto& property : schema.properties) names.push_back(property.name);
    for (const Node& child : node) {
      if (schema.find(child.key) || problems_.size() >= most_problems) continue;
      Problem found = problem("R201"_m, printable(child.key.substr(0, 80)));
      if (const auto near = nearest(child.key, names)) found.hint = did_you_mean(*near);
      report_at(child.key_mark, path, std::move(found));
    }
  }

  static constexpr std::uint32_t longest_default = std::numeric_limits<std::uint32_t>::max();
  const std::string& subject_;
  const std::string& file_;
  std::vector<Problem>& problems_;
};

}  // namespace

const Schema::Property* Schema::find(std::string_view name) const {
  const auto found = std::ranges::find(properties, name, &Property::name);
  return found == properties.end() ? nullptr : &*found;
}

void check_value(const Node& value, const Schema& schema, const std::string& subject, const std::string& file,
                 std::vector<Problem>& problems) {
  Checker(subject, file, problems).check(value, schema, "");
}

}  // namespace mloc
