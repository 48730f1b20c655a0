#include "mloc/records/migration.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

#include "comments.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc {
namespace {

using Renamed = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view steps_file = "schemas/migrations.yaml";

/// What schemas/migrations.yaml says; one that cannot be understood is a defect that the tests meet first.
class Steps {
 public:
  static const Steps& all() {
    static const Steps steps;
    return steps;
  }

  const Node& to(const std::string& version) const {
    if (const Node* steps = root_->find("steps"))
      for (const Node& step : *steps)
        if (step.get("to") == version) return *step.find("do");
    throw std::logic_error(std::string(steps_file) + ": no step to " + version);
  }
  /// `"lesson.instructor"` and what it is called now, as mappings write them.
  Renamed renamed_fields() const {
    Renamed renamed;
    for (const Node& step : *root_->find("steps")) {
      const std::string kind(step.get("to").substr(0, step.get("to").find('/')));
      for (const Node& one : *step.find("do"))
        if (one.has("rename")) renamed.emplace_back(fmt::format("\"{}.{}\"", kind, one.get("rename")), fmt::format("\"{}.{}\"", kind, one.get("to")));
    }
    return renamed;
  }
  bool is_digested(std::string_view kind) const {
    for (const Node& one : *root_->find("digested"))
      if (one.text == kind) return true;
    return false;
  }

 private:
  Steps() {
    const auto root = read_plain_yaml(*embedded(steps_file), std::string(steps_file), arena_);
    if (!root) throw std::logic_error(std::string(steps_file) + ": " + root.error().problems.front().text.english);
    root_ = *root;
  }
  Arena arena_;
  const Node* root_ = nullptr;
};

struct KindVersion {
  std::string kind;
  int number = 0;
  std::string text() const { return fmt::format("{}/{}", kind, number); }
};

/// `lesson/1`; no value for what no reader takes for a version either.
std::optional<KindVersion> version_of(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size() || text.size() > slash + 7 || text[slash + 1] == '0') return std::nullopt;
  const auto number = whole_number<unsigned>(text.substr(slash + 1));
  return number ? std::optional(KindVersion{std::string(text.substr(0, slash)), static_cast<int>(*number)}) : std::nullopt;
}

/// Puts another code in the place of one: the value itself, an item of a list, a key of a map. Nothing when the other one
/// is there already.
class Recoding {
 public:
  explicit Recoding(Arena& arena) : arena_(arena) {}

  void replace(Node& node, std::string_view code, std::string_view by) {
    if (node.kind == Node::Kind::text) {
      if (node.text == code) node.text = arena_.keep(by);
    } else if (node.kind == Node::Kind::map) {
      if (Node* child = node.find(code); child && !node.has(by)) child->key = arena_.keep(by);
    } else {
      replace_item(node, code, by);
    }
  }

 private:
  /// A list is a set: what is there already is not there twice.
  void replace_item(Node& list, std::string_view code, std::string_view by) {
    Node* made = arena_.list();
    std::set<std::string_view> seen;
    for (const Node& item : list) {
      Node* copy = arena_.copy(item);
      if (copy->text == code) copy->text = arena_.keep(by);
      if (seen.insert(copy->text).second) arena_.append(*made, copy);
    }
    list.first = made->first;
    list.last = made->last;
  }

  Arena& arena_;
};

/// Takes a record from one version to the next.
class Step {
 public:
  Step(Arena& arena, Node& record, Comments& comments) : arena_(arena), record_(record), comments_(comments) {}

  void take(const Node& operations) {
    for (const Node& one : operations) {
      if (one.has("rename")) rename(one.get("rename"), one.get("to"));
      else if (one.has("replace")) replace(one);
      else if (one.has("add")) add(one);
      else throw std::logic_error(std::string(steps_file) + ": neither rename, replace nor add");
    }
  }

 private:
  void rename(std::string_view from, std::string_view to) {
    Node* value = find(record_, from);
    if (!value || find(record_, to)) return;
    Node* copy = arena_.copy(*value);
    remove(record_, from);
    put(record_, to, copy);
    const auto remarks = comments_.find(from);
    if (remarks == comments_.end()) return;
    comments_[std::string(to.substr(0, to.find('.')))] = remarks->second;
    comments_.erase(remarks);
  }

  void replace(const Node& operation) {
    if (Node* value = find(record_, operation.get("replace"))) Recoding(arena_).replace(*value, operation.get("code"), operation.get("by"));
  }

  void add(const Node& operation) {
    if (!find(record_, operation.get("add"))) put(record_, operation.get("add"), arena_.copy(*operation.find("value")));
  }

  static Node* find(Node& map, std::string_view path) {
    const auto dot = path.find('.');
    Node* child = map.find(path.substr(0, dot));
    return !child || dot == std::string_view::npos ? child : find(*child, path.substr(dot + 1));
  }

  void put(Node& map, std::string_view path, Node* value) {
    const auto dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    if (dot == std::string_view::npos) return arena_.set(map, name, value);
    if (!map.has(name)) arena_.set(map, name, arena_.map());
    put(*map.find(name), path.substr(dot + 1), value);
  }

  /// What was the only thing in a map takes the map along.
  void remove(Node& map, std::string_view path) {
    const auto dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    Node* inner = dot == std::string_view::npos ? nullptr : map.find(name);
    if (inner) remove(*inner, path.substr(dot + 1));
    if (!inner || !inner->first) arena_.remove(map, name);
  }

  Arena& arena_;
  Node& record_;
  Comments& comments_;
};

/// Whether some code of some list has one at all: else no record need be walked through.
bool any_successor() {
  static const bool any = std::ranges::any_of(code_list_names(), [](const std::string& name) {
    return std::ranges::any_of(code_list(name)->items, [](const Code& code) { return code.node->has("successor"); });
  });
  return any;
}

bool any_older_version() {
  static const bool any = std::ranges::any_of(kind_names(), [](const std::string& name) { return newest_version(name) > 1; });
  return any;
}

class Migrating {
 public:
  Migrating(std::string_view bytes, const std::string& file, EndedCodes codes) : bytes_(bytes), file_(file), codes_(codes) {}

  Result<Migration> migrate() {
    TRY(documents, read_yaml(bytes_, file_, arena_));
    std::size_t copied = 0;
    for (const Document& document : documents) {
      const auto text = look_at(document);
      if (!text) continue;
      made_.bytes += bytes_.substr(copied, document.begin - copied);
      made_.bytes += *text;
      copied = document.end;
    }
    made_.bytes += bytes_.substr(copied);
    if (!failure_.problems.empty()) return tl::make_unexpected(std::move(failure_));
    return std::move(made_);
  }

 private:
  /// The record's new text; nothing when it stays.
  std::optional<std::string> look_at(const Document& document) {
    Node& record = *document.root;
    const Node* said = record.kind == Node::Kind::map ? record.find("record") : nullptr;
    const auto version = said ? version_of(said->text) : std::nullopt;
    const Kind* kind = version ? find_kind(version->kind) : nullptr;
    // What is no record of ours is told by who reads it.
    if (!kind) return std::nullopt;
    subject_ = fmt::format("{} {}", kind->name, printable(record.get("id")));
    if (kind->name == "sealed") look_at_sealed(record);
    if (version->number > kind->version) return newer(*said);
    changed_ = false;
    if (version->number == kind->version && (codes_ == EndedCodes::kept || !any_successor())) return std::nullopt;
    Comments comments = comments_of(bytes_.substr(document.begin, document.end - document.begin));
    if (version->number < kind->version && !take_steps(record, *version, *kind, comments)) return std::nullopt;
    if (codes_ == EndedCodes::replaced) replace_codes(record, *kind);
    if (!changed_ || !passes(record, *kind)) return std::nullopt;
    ++made_.records;
    return with_comments(write_record(record, *kind), comments);
  }

  std::optional<std::string> newer(const Node& said) {
    failure_.exit = Exit::newer;
    failure_.problems.push_back(at(place_of(said), problem("R212"_m, said.text)));
    return std::nullopt;
  }

  /// Nobody without the key can say what its fields become.
  void look_at_sealed(const Node& record) {
    const auto inside = version_of(record.get("kind"));
    const Kind* kind = inside ? find_kind(inside->kind) : nullptr;
    if (kind && inside->number < kind->version) made_.left.push_back(at(place_of(record), problem("V152"_m, subject_, record.get("kind"))));
  }

  bool take_steps(Node& record, const KindVersion& from, const Kind& to, Comments& comments) {
    const Kind* old = find_kind(from.kind, from.number);
    if (old && !passes(record, *old)) return false;
    for (int number = from.number + 1; number <= to.version; ++number)
      Step(arena_, record, comments).take(Steps::all().to(fmt::format("{}/{}", from.kind, number)));
    const std::string now = fmt::format("{}/{}", to.name, to.version);
    arena_.set(record, "record", arena_.text(now));
    ++made_.done[from.text() + " > " + now];
    changed_ = true;
    return true;
  }

  bool passes(const Node& record, const Kind& kind) {
    const std::size_t before = failure_.problems.size();
    check_value(record, *kind.schema, "", file_, failure_.problems);
    for (std::size_t i = before; i < failure_.problems.size(); ++i) failure_.problems[i].text = prefixed(subject_, std::move(failure_.problems[i].text));
    return failure_.problems.size() == before;
  }

  void replace_codes(Node& record, const Kind& kind) {
    digested_ = Steps::all().is_digested(kind.name);
    for (const auto& property : kind.schema->properties)
      if (Node* value = record.find(property.name)) replace_in(*value, *property.schema, property.name);
  }

  void replace_in(Node& node, const Schema& schema, const std::string& path) {
    if (node.kind == Node::Kind::text && !schema.codes.empty()) return replace_code(node, schema, std::string(node.text), path);
    if (schema.keys && !schema.keys->codes.empty())
      for (const std::string& key : keys_of(node)) replace_code(node, *schema.keys, key, path);
    if (node.kind == Node::Kind::list && !schema.items->codes.empty()) {
      for (const std::string& item : items_of(node)) replace_code(node, *schema.items, item, path);
      return;
    }
    for (Node* child = node.first; child; child = child->next) {
      const Schema::Property* property = schema.find(child->key);
      const Schema* inner = property ? property->schema.get() : schema.items.get();
      if (inner) replace_in(*child, *inner, child->key.empty() ? path : path + "." + std::string(child->key));
    }
  }

  static std::vector<std::string> keys_of(const Node& map) {
    std::vector<std::string> keys;
    for (const Node& child : map) keys.emplace_back(child.key);
    return keys;
  }
  static std::vector<std::string> items_of(const Node& list) {
    std::vector<std::string> items;
    for (const Node& item : list) items.emplace_back(item.text);
    return items;
  }

  /// `holder` is the value itself, the list or the map that has the code.
  void replace_code(Node& holder, const Schema& schema, const std::string& code, const std::string& path) {
    std::string now = code;
    // A successor may have ended, too; lists that lead in a circle end here.
    for (int turn = 0; turn < 8; ++turn) {
      const auto next = successor(schema, now);
      if (next.empty()) break;
      if (digested_) return leave(holder, problem("V153"_m, subject_, path, code));
      if (next.size() > 1) return leave(holder, problem("V151"_m, subject_, path, now, joined(next, ", ")));
      now = next.front();
    }
    if (now == code) return;
    if (holder.kind == Node::Kind::map && holder.has(now)) return leave(holder, problem("V154"_m, subject_, path, code, now));
    Recoding(arena_).replace(holder, code, now);
    ++made_.done[fmt::format("{} {} > {}", path, code, now)];
    changed_ = true;
  }

  /// A field that takes codes of two lists keeps one that either of them goes on with.
  static std::vector<std::string> successor(const Schema& schema, const std::string& code) {
    std::set<std::string> found;
    for (const CodeList* list : schema.codes) {
      const Code* item = list->find(code);
      if (!item) continue;
      const auto said = successors_of(*item);
      if (said.empty()) return {};
      found.insert(said.begin(), said.end());
    }
    return {found.begin(), found.end()};
  }

  void leave(const Node& node, Problem found) { made_.left.push_back(at(place_of(node), std::move(found))); }
  Place place_of(const Node& node) const { return {file_, node.mark.line, node.mark.column, {}}; }

  std::string_view bytes_;
  const std::string& file_;
  EndedCodes codes_;
  Arena arena_;
  Migration made_;
  Failure failure_;
  std::string subject_;
  bool changed_ = false, digested_ = false;
};

/// Which columns want every cell filled, as the version of the mapping says it.
std::vector<bool> filled_columns(const Node& mapping) {
  const std::string_view first_word = mapping.get("version") == "1" ? "required" : "filled";
  std::vector<bool> filled;
  for (const Node& column : *mapping.find("columns")) filled.push_back(column.get(column.has("filled") ? "filled" : first_word) == "true");
  return filled;
}

/// The key that begins a line, or nothing.
std::string_view key_of_line(std::string_view line) {
  const std::string_view trimmed_line = trimmed(line);
  const auto end = trimmed_line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
  const bool is_key = end != std::string_view::npos && trimmed(trimmed_line.substr(end)).starts_with('=');
  return is_key ? trimmed_line.substr(0, end) : std::string_view();
}

/// A mapping of version 1 in the words of version 2.
std::string with_filled(std::string_view bytes) {
  std::string made;
  for (std::string_view rest = bytes; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    std::string line(rest.substr(0, end));
    rest.remove_prefix(end);
    const std::string_view key = key_of_line(line);
    const auto put = [&](std::string_view before, std::string_view after, std::size_t from) { line.replace(line.find(before, from), before.size(), after); };
    if (key == "version") put("1", "2", line.find('='));
    else if (key == "required") put("required", "filled", 0);
    made += line;
  }
  return made;
}

}  // namespace

std::optional<std::string> mapping_brought_forward(std::string_view bytes, const std::string& file) {
  Arena arena;
  const auto old = read_settings(bytes, file, "mapping", arena);
  if (!old) return std::nullopt;
  std::string made = (*old)->get("version") == "1" ? with_filled(bytes) : std::string(bytes);
  for (const auto& [before, now] : any_older_version() ? Steps::all().renamed_fields() : Renamed())
    for (auto at = made.find(before); at != made.npos; at = made.find(before, at + now.size())) made.replace(at, before.size(), now);
  const auto fresh = read_settings(made, file, "mapping", arena);
  if (made == bytes || !fresh || filled_columns(**fresh) != filled_columns(**old)) return std::nullopt;
  return made;
}

Result<Migration> migrate(std::string_view bytes, const std::string& file, EndedCodes codes) { return Migrating(bytes, file, codes).migrate(); }

std::string in_present_versions(std::string bytes) {
  if (!any_older_version()) return bytes;
  auto migration = migrate(bytes, "", EndedCodes::kept);
  return migration ? std::move(migration->bytes) : bytes;
}

}  // namespace mloc
