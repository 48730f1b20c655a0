#include "trees.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/paths.hpp"

namespace mloc::check {
namespace {

constexpr std::size_t most_of_a_commit = 1u << 20, most_of_a_folder = 64u << 20;
constexpr int deepest = 32, deepest_workspace = 4;

Result<std::string> bytes_of(const History& history, const std::string& id, std::string_view type, std::size_t most) {
  TRY(object, history.object(id, most));
  if (object.type != type || object.size > most) return fail(Exit::rule, at({id.substr(0, 10), 0, 0, {}}, problem("H215"_m, phrase("no {}", type))));
  return std::move(object.bytes);
}

const TreeEntry* named(const std::vector<TreeEntry>& entries, std::string_view name) {
  const auto found = std::ranges::find(entries, name, &TreeEntry::name);
  return found == entries.end() ? nullptr : &*found;
}

/// The entries of two folders side by side, by name.
using Pairs = std::map<std::string, std::pair<const TreeEntry*, const TreeEntry*>>;
Pairs pairs_of(const std::vector<TreeEntry>& from, const std::vector<TreeEntry>& to) {
  Pairs pairs;
  for (const TreeEntry& one : from) pairs[one.name].first = &one;
  for (const TreeEntry& one : to) pairs[one.name].second = &one;
  return pairs;
}

}  // namespace

Result<const RawCommit*> Trees::commit(const std::string& id) {
  if (const auto known = commits_.find(id); known != commits_.end()) return &known->second;
  TRY(bytes, bytes_of(history_, id, "commit", most_of_a_commit));
  TRY(read, read_commit(bytes, id.substr(0, 10)));
  return &commits_.emplace(id, std::move(read)).first->second;
}

Result<const Trees::Entries*> Trees::tree(const std::string& id, const std::string& folder) {
  static const Entries none;
  if (id.empty()) return &none;
  if (const auto known = trees_.find(id); known != trees_.end()) return &known->second;
  TRY(bytes, bytes_of(history_, id, "tree", most_of_a_folder));
  TRY(read, read_tree(bytes, folder));
  return &trees_.emplace(id, std::move(read)).first->second;
}

Result<std::string> Trees::root_of(const std::string& id) {
  if (id.empty()) return std::string();
  TRY(found, commit(id));
  return found->tree;
}

Result<std::set<std::string>> Trees::changed(const std::string& from, const std::string& to) {
  TRY(older, root_of(from));
  TRY(newer, root_of(to));
  std::set<std::string> paths;
  CHECKED(compare(older, newer, "", 0, paths));
  return paths;
}

Result<> Trees::compare(const std::string& from, const std::string& to, const std::string& folder, int depth, std::set<std::string>& paths) {
  if (from == to) return {};
  TRY(older, tree(from, folder));
  TRY(newer, tree(to, folder));
  const bool is_empty = !to.empty() && newer->empty() && !folder.empty();
  if (is_empty || depth > deepest) return fail(Exit::rule, at({printable(folder), 0, 0, {}}, problem("H215"_m, phrase("a folder that cannot be read"))));
  for (const auto& [name, pair] : pairs_of(*older, *newer)) {
    const auto& [before, after] = pair;
    if (before && after && before->id == after->id && before->mode == after->mode) continue;
    const auto below = [](const TreeEntry* one) { return one && one->is_folder() ? one->id : std::string(); };
    if (!below(before).empty() || !below(after).empty()) CHECKED(compare(below(before), below(after), folder + name + "/", depth + 1, paths));
    if ((before && !before->is_folder()) || (after && !after->is_folder())) paths.insert(folder + name);
  }
  return {};
}

Result<std::optional<TreeEntry>> Trees::entry(const std::string& commit, const std::string& path) {
  TRY(id, root_of(commit));
  std::string folder;
  for (std::string rest = path;;) {
    const auto slash = rest.find('/');
    TRY(entries, tree(id, folder));
    const TreeEntry* found = named(*entries, rest.substr(0, slash));
    if (!found) return std::nullopt;
    if (slash == std::string::npos) return found->is_folder() ? std::nullopt : std::optional(*found);
    if (!found->is_folder()) return std::nullopt;
    id = found->id;
    folder += rest.substr(0, slash + 1);
    rest.erase(0, slash + 1);
  }
}

Result<std::vector<std::string>> Trees::workspaces(const std::string& commit) {
  TRY(root, root_of(commit));
  std::vector<std::string> found;
  CHECKED(find_workspaces(root, "", 0, found));
  return found;
}

Result<> Trees::find_workspaces(const std::string& tree_id, const std::string& folder, int depth, std::vector<std::string>& found) {
  TRY(entries, tree(tree_id, folder));
  if (const TreeEntry* settings = named(*entries, settings_path); settings && !settings->is_folder()) {
    // A workspace holds no other one.
    found.push_back(folder);
    return {};
  }
  if (depth < deepest_workspace)
    for (const TreeEntry& one : *entries)
      if (one.is_folder()) CHECKED(find_workspaces(one.id, folder + one.name + "/", depth + 1, found));
  return {};
}

}  // namespace mloc::check
