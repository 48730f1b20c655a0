#include "mloc/records/codes.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>

#include "mloc/base/embedded.hpp"
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
    read->list.items.push_back({item.get("code"), item.get("fr"), item.get("en"), item.get("sensitive") == "true", &item});
  return read;
}

}  // namespace

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

std::vector<std::string> code_list_names() {
  std::vector<std::string> names;
  for (const Embedded& file : embedded_files())
    if (file.path.starts_with(folder))
      names.emplace_back(file.path.substr(folder.size(), file.path.size() - folder.size() - 5));
  return names;
}

}  // namespace mloc
