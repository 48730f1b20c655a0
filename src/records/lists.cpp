#include "mloc/records/lists.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "mloc/base/nearest_code.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc {
namespace {

/// Puts the items of a file into a list; each problem says where.
class Extension {
 public:
  Extension(CodeList& list, const std::string& path, std::vector<Problem>& problems)
      : list_(list), path_(path), problems_(problems), shipped_(*code_list(list.name)) {}

  void add(const Node& items) {
    for (const Node& item : items) {
      const Node& code = *item.find("code");
      if (!seen_.insert(std::string(code.text)).second) refuse(code, problem("R251"_m, code.text));
      else if (const auto known = std::ranges::find(list_.items, code.text, &Code::code); known != list_.items.end()) change(*known, item);
      else append(item);
    }
  }

 private:
  /// A shipped code keeps its meaning: another label, no longer offered, sensitive; never less.
  void change(Code& code, const Node& item) {
    if (const Node* parent = item.find("parent")) return refuse(*parent, problem("R252"_m, code.code));
    if (item.has("fr")) code.fr = item.get("fr");
    if (item.has("en")) code.en = item.get("en");
    else if (item.has("fr")) code.en = code.fr;
    if (const Node* sensitive = item.find("sensitive")) {
      if (code.sensitive && sensitive->text == "false") return refuse(*sensitive, problem("R253"_m, code.code));
      code.sensitive = sensitive->text == "true";
    }
    code.offered = code.offered && item.get("offered") != "false";
  }

  void append(const Node& item) {
    if (!item.has("fr")) return refuse(item, problem("R254"_m, item.get("code")));
    if (!is_code_shape(item.get("code"))) return refuse(*item.find("code"), problem("R255"_m, printable(item.get("code"))));
    Code code{item.get("code"), item.get("fr"), item.has("en") ? item.get("en") : item.get("fr"), shipped_.has_sensitive(), &item};
    if (item.has("sensitive")) code.sensitive = item.get("sensitive") == "true";
    if (const Node* parent = item.find("parent")) {
      const Code* above = shipped_.find(parent->text);
      const CodeList* lists[] = {&shipped_};
      if (!above) return refuse(*parent, unknown_code(parent->text, lists));
      if (above->sensitive && !code.sensitive) return refuse(*item.find("sensitive"), problem("R253"_m, code.code));
      code.parent = parent->text;
    }
    code.offered = item.get("offered") != "false";
    code.own = true;
    list_.items.push_back(code);
  }

  void refuse(const Node& node, Problem found) {
    problems_.push_back(at({path_, node.mark.line, node.mark.column, {}}, std::move(found)));
  }

  CodeList& list_;
  const std::string& path_;
  std::vector<Problem>& problems_;
  const CodeList& shipped_;
  std::set<std::string> seen_;
};

std::vector<NamedCode> named_lists() {
  std::vector<NamedCode> known;
  for (const std::string& name : code_list_names())
    if (const CodeList* list = code_list(name); list->owner == ListOwner::office) known.push_back({list->name, {}, {}});
  return known;
}

/// Whether a file may say anything of this list.
std::optional<Problem> no_list_of_the_office(std::string_view name, std::string_view file) {
  const CodeList* shipped = code_list(name);
  if (shipped && shipped->owner == ListOwner::nation) return problem("R256"_m, name);
  if (!shipped) return hinted(problem("R257"_m, printable(name)), nearest_or_all(name, named_lists()));
  if (name != file) return problem("R258"_m, name, name);
  return std::nullopt;
}

std::string_view stem_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  return path.substr(0, path.rfind('.'));
}

/// Walks a record and its schema together, as far as fields with open lists go.
class Strays {
 public:
  explicit Strays(const Lists& lists) : lists_(lists) {}
  std::vector<StrayCode> found;

  void walk(const Node& node, const Schema& schema) {
    if ((schema.open || schema.has_ended) && node.kind == Node::Kind::text) look(node.text, node, schema, false);
    if (schema.type == Schema::Type::list && schema.items)
      for (const Node& item : node) walk(item, *schema.items);
    if (schema.type != Schema::Type::map) return;
    for (const Node& child : node)
      if (schema.keys) {
        if (schema.keys->open || schema.keys->has_ended) look(child.key, child, *schema.keys, true);
        walk(child, *schema.items);
      } else if (const auto* property = schema.find(child.key)) {
        walk(child, *property->schema);
      }
  }

 private:
  void look(std::string_view code, const Node& node, const Schema& schema, bool is_key) {
    bool known = false;
    for (const CodeList* list : lists_.of(schema))
      if (const Code* item = list->find(code)) {
        if (item->offered) return;
        known = true;
      }
    found.push_back({&node, code, is_key, known, &schema});
  }

  const Lists& lists_;
};

}  // namespace

void Lists::read(std::string_view bytes, const std::string& path, std::vector<Problem>& problems) {
  auto own = std::make_unique<Own>();
  const auto root = read_plain_yaml(own->arena.keep(bytes), path, own->arena);
  if (!root) return static_cast<void>(problems.insert(problems.end(), root.error().problems.begin(), root.error().problems.end()));
  const std::size_t before = problems.size();
  check_value(**root, *find_kind("list")->schema, "", path, problems);
  if (problems.size() > before) return;
  const Node& name = *(*root)->find("list");
  if (auto wrong = no_list_of_the_office(name.text, stem_of(path)))
    return problems.push_back(at({path, name.mark.line, name.mark.column, {}}, *std::move(wrong)));
  own->list = *code_list(name.text);
  Extension(own->list, path, problems).add(*(*root)->find("items"));
  if (problems.size() == before) own_[std::string(name.text)] = std::move(own);
}

const CodeList* Lists::find(std::string_view name) const {
  const auto own = own_.find(name);
  return own == own_.end() ? code_list(name) : &own->second->list;
}

std::string Lists::label(std::string_view list, std::string_view code, Language language) const {
  const CodeList* codes = find(list);
  const Code* found = codes ? codes->find(code) : nullptr;
  return std::string(!found ? code : language == Language::french ? found->fr : found->en);
}

const Code* Lists::find(const Schema& schema, std::string_view code) const {
  for (const CodeList* list : schema.codes)
    if (const Code* found = find(list->name)->find(code)) return found;
  return nullptr;
}

bool Lists::is_sensitive(const Schema& schema, std::string_view code) const {
  if (const Code* found = find(schema, code)) return found->sensitive;
  return std::ranges::any_of(schema.codes, &CodeList::has_sensitive);
}

std::vector<const CodeList*> Lists::of(const Schema& schema) const {
  std::vector<const CodeList*> lists;
  for (const CodeList* list : schema.codes) lists.push_back(find(list->name));
  return lists;
}

std::vector<StrayCode> stray_codes(const Node& value, const Schema& schema, const Lists& lists) {
  Strays strays(lists);
  strays.walk(value, schema);
  return std::move(strays.found);
}

Problem told_stray(const StrayCode& stray, const Lists& lists) {
  const auto known = lists.of(*stray.schema);
  if (!stray.is_known) return unknown_code(stray.code, known);
  Problem ended = problem("R259"_m, stray.code, known.front()->name);
  for (const CodeList* list : known)
    if (const Code* code = list->find(stray.code); code && !successors_of(*code).empty()) ended.hint = phrase("it is '{}' now", joined(successors_of(*code), "', '"));
  return ended;
}

}  // namespace mloc
