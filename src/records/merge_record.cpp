#include "merge_record.hpp"

#include <algorithm>
#include <map>

#include "comments.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

struct Three {
  const Node* base = nullptr;
  const Node* ours = nullptr;
  const Node* theirs = nullptr;
  const Node* of(Side side) const { return side == Side::ours ? ours : side == Side::base ? base : theirs; }
  Three at(std::string_view key) const {
    const auto in = [&](const Node* node) { return node ? node->find(key) : nullptr; };
    return {in(base), in(ours), in(theirs)};
  }
};

bool alike(const Node* a, const Node* b) { return a && b ? same(*a, *b) : a == b; }
bool is_text(const Node* node) { return node->kind == Node::Kind::text; }

/// Merges values; where both sides differ it takes the preferred one and remembers the conflict.
class Values {
 public:
  Values(Arena& arena, Side preferred, bool is_sealed) : arena_(arena), preferred_(preferred), is_sealed_(is_sealed) {}

  struct Conflict {
    std::string field;
    Three values;
  };
  std::vector<Conflict> conflicts;

  /// The merged map; its keys come in any order, for writing orders them.
  Node* map(const Three& three, const Schema& schema, const std::string& path) {
    Node* merged = arena_.map();
    const auto add = [&](std::string_view key, const Schema& inner) {
      if (Node* value = this->value(three.at(key), inner, path.empty() ? std::string(key) : path + "." + std::string(key)))
        arena_.set(*merged, key, value);
    };
    for (const auto& property : schema.properties) add(property.name, *property.schema);
    if (schema.keys)
      for (const std::string& key : keys_of(three)) add(key, *schema.items);
    return merged;
  }

 private:
  static std::vector<std::string> keys_of(const Three& three) {
    std::vector<std::string> keys;
    for (const Node* node : {three.base, three.ours, three.theirs})
      for (const Node* child = node ? node->first : nullptr; child; child = child->next) keys.emplace_back(child->key);
    std::ranges::sort(keys);
    // clang 14 cannot compile ranges::unique with g++ 12's library.
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
  }

  Node* taken(const Node* node) { return node ? arena_.copy(*node) : nullptr; }

  Node* value(const Three& three, const Schema& schema, const std::string& path) {
    if (alike(three.ours, three.theirs) || alike(three.theirs, three.base)) return taken(three.ours);
    if (alike(three.ours, three.base)) return taken(three.theirs);
    // Two offices that void a record for two reasons say two things: a closed object that both made is one statement.
    const bool mergeable = three.ours && three.theirs && (three.base || schema.keys);
    if (mergeable && schema.type == Schema::Type::map) {
      Node* merged = map(three, schema, path);
      return merged->first ? merged : nullptr;
    }
    if (schema.type == Schema::Type::list && schema.unique && all_texts(three)) return items(three);
    // Two digests of a sealed record: neither is that of the merged one.
    if (is_sealed_ && path == "digest") return nullptr;
    conflicts.push_back({path, three});
    return taken(three.of(preferred_));
  }

  static bool all_texts(const Three& three) {
    for (const Node* list : {three.base, three.ours, three.theirs})
      for (const Node* item = list ? list->first : nullptr; item; item = item->next)
        if (!is_text(item)) return false;
    return true;
  }

  static std::vector<std::string> texts_of(const Node* list) {
    std::vector<std::string> texts;
    for (const Node* item = list ? list->first : nullptr; item; item = item->next) texts.emplace_back(item->text);
    return texts;
  }

  /// A list is a set: an item goes when one side took it away, and comes when one side added it.
  Node* items(const Three& three) {
    Node* merged = arena_.list();
    for (const std::string& item : merge_lines(texts_of(three.base), texts_of(three.ours), texts_of(three.theirs)))
      arena_.append(*merged, arena_.text(item));
    return merged->first ? merged : nullptr;
  }

  Arena& arena_;
  Side preferred_;
  bool is_sealed_;
};

/// The text of a canonical record, cut at its top-level keys.
std::map<std::string, std::string, std::less<>> fields_of(std::string_view record) {
  std::map<std::string, std::string, std::less<>> fields;
  std::string key;
  for (std::string_view rest = record.substr(record.find('\n') + 1); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    if (line[0] != ' ') key = line.substr(0, line.find(':'));
    fields[key] += line;
    rest.remove_prefix(line.size());
  }
  return fields;
}

std::string lines_of(const Comments& comments, std::string_view key) {
  std::string text;
  if (const auto found = comments.find(key); found != comments.end())
    for (const std::string& line : found->second) text += line + "\n";
  return text;
}

/// Writes the record from its three variants, which differ only in the fields of conflicts.
std::string written(const Schema& schema, const std::array<std::string, 3>& variants, const std::vector<Values::Conflict>& conflicts,
                    const Comments& comments) {
  const auto ours = fields_of(variants[0]), base = fields_of(variants[1]), theirs = fields_of(variants[2]);
  const auto in = [](const auto& fields, const std::string& key) {
    const auto found = fields.find(key);
    return found == fields.end() ? std::string() : found->second;
  };
  std::string text = "---\n", orphans;
  for (const auto& property : schema.properties) {
    const auto touches = [&](const Values::Conflict& one) {
      return one.field == property.name || one.field.starts_with(property.name + ".");
    };
    const std::string mine = in(ours, property.name);
    const bool in_conflict = std::ranges::any_of(conflicts, touches);
    std::string remarks = lines_of(comments, property.name);
    if (!in_conflict && mine.empty()) {
      orphans += remarks;
      continue;
    }
    text += remarks;
    text += in_conflict ? marked(mine, in(base, property.name), in(theirs, property.name)) : mine;
  }
  return text + orphans + lines_of(comments, "");
}

}  // namespace

std::string one_line(const Node* value) {
  if (!value) return {};
  if (is_text(value)) return printable(value->text);
  const bool list = value->kind == Node::Kind::list;
  std::string text = list ? "[" : "{";
  for (const Node& child : *value) {
    if (&child != value->first) text += ", ";
    if (!list) text += printable(child.key) + ": ";
    text += one_line(&child);
  }
  return text + (list ? "]" : "}");
}

std::string marked(std::string_view ours, std::string_view base, std::string_view theirs) {
  return fmt::format("<<<<<<< ours\n{}||||||| base\n{}=======\n{}>>>>>>> theirs\n", ours, base, theirs);
}

MergedRecord merge_record(const ThreeRecords& records, std::string_view base, std::string_view ours, std::string_view theirs) {
  const Kind& kind = *records.ours->kind;
  const Three three{records.base ? records.base->root : nullptr, records.ours->root, records.theirs->root};
  Arena arena;
  std::array<std::string, 3> variants;
  MergedRecord merged;
  std::vector<Values::Conflict> conflicts;
  for (const Side side : {Side::ours, Side::base, Side::theirs}) {
    Values values(arena, side, kind.name == "sealed");
    variants[static_cast<std::size_t>(side)] = write_record(*values.map(three, *kind.schema, ""), kind);
    conflicts = std::move(values.conflicts);
  }
  const auto remarks = [](const Record* record, std::string_view bytes) {
    return record ? comments_of(bytes.substr(record->begin, record->end - record->begin)) : Comments();
  };
  merged.text = written(*kind.schema, variants, conflicts,
                        merge_comments(remarks(records.base, base), remarks(records.ours, ours), remarks(records.theirs, theirs)));
  for (const Values::Conflict& one : conflicts)
    merged.conflicts.push_back({kind.name, std::string(records.ours->id), one.field, one_line(one.values.base),
                                one_line(one.values.ours), one_line(one.values.theirs)});
  return merged;
}

}  // namespace mloc
