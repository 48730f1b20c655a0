#include "mloc/records/codes.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>

#include "mloc/base/embedded.hpp"
#include "mloc/base/nearest_code.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc {
namespace {

constexpr std::string_view folder = "schemas/codes/";

struct Read {
  Arena arena;
  CodeList list;
};

/// The embedded lists are tested at build time: what cannot be read there is a defect of the program.
std::unique_ptr<Read> read_list(std::string_view bytes, const std::string& path) {
  auto read = std::make_unique<Read>();
  const auto root = read_plain_yaml(bytes, path, read->arena);
  if (!root) throw std::logic_error(path + ": " + root.error().problems.front().text.english);
  read->list.name = (*root)->get("list");
  read->list.version = (*root)->get("version");
  const Node* items = (*root)->find("items");
  if (!items) throw std::logic_error(path + ": no items");
  for (const Node& item : *items)
    read->list.items.push_back({item.get("code"), item.get("fr"), item.get("en"), item.get("sensitive") == "true", &item, {}, !item.has("successor")});
  const std::string_view owner = (*root)->get("owner");
  if (owner != "nation" && owner != "office") throw std::logic_error(path + ": owner is nation or office");
  read->list.owner = owner == "office" ? ListOwner::office : ListOwner::nation;
  return read;
}

}  // namespace

bool CodeList::has_sensitive() const { return std::ranges::any_of(items, &Code::sensitive); }

bool is_code_shape(std::string_view text) {
  constexpr std::size_t longest = 32;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= longest && is_letter(text.front()) && std::ranges::all_of(text, fits);
}

Problem unknown_code(std::string_view word, std::span<const CodeList* const> lists) {
  std::vector<NamedCode> known;
  std::vector<std::string> names;
  for (const CodeList* list : lists) {
    names.emplace_back(list->name);
    for (const Code& code : list->items)
      if (code.offered) known.push_back({code.code, code.fr, code.en});
  }
  Problem unknown = problem("R206"_m, printable(word.substr(0, 80)));
  unknown.hint = nearest_or_all(word, known);
  if (!unknown.hint.empty()) unknown.hint += "; ";
  unknown.hint += phrase("see `mloc codes {}`", joined(names, "`, `mloc codes "));
  return unknown;
}

std::vector<std::string> successors_of(const Code& code) {
  std::vector<std::string> successors;
  const Node* said = code.node->find("successor");
  if (said && said->kind == Node::Kind::text) successors.emplace_back(said->text);
  else if (said)
    for (const Node& one : *said) successors.emplace_back(one.text);
  return successors;
}

const Code* CodeList::find(std::string_view code) const {
  const auto found = std::ranges::find(items, code, &Code::code);
  return found == items.end() ? nullptr : &*found;
}

const CodeList* code_list(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Read>, std::less<>> lists;
  const std::scoped_lock held(mutex);
  if (const auto found = lists.find(name); found != lists.end()) return &found->second->list;
  const std::string path = std::string(folder) + std::string(name) + ".yaml";
  const auto bytes = embedded(path);
  if (!bytes) return nullptr;
  return &lists.emplace(name, read_list(*bytes, path)).first->second->list;
}

std::vector<std::string> codes_in(std::string_view name) {
  std::vector<std::string> codes;
  for (const Code& one : code_list(name)->items) codes.emplace_back(one.code);
  return codes;
}

std::vector<std::string> code_list_names() {
  std::vector<std::string> names;
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with(folder))
      names.emplace_back(file.path.substr(folder.size(), file.path.size() - folder.size() - 5));
  return names;
}

}  // namespace mloc
