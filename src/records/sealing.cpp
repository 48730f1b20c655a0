#include "mloc/records/sealing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/cipher.hpp"
#include "mloc/base/seal.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// What a value is bound to beside its person: moved to another record or field it does not open.
std::string name_of(std::string_view kind, std::string_view id, std::string_view field) { return fmt::format("{} {} {}", kind, id, field); }

/// A list is one value: its items on lines of their own, the first one empty. No text of a record holds a line's end.
std::string text_of(const Node& value) {
  if (value.kind == Node::Kind::text) return std::string(value.text);
  std::string text;
  for (const Node& item : value) text += "\n" + std::string(item.text);
  return text;
}

/// Two digests side by side: of the record, and of which records its file has.
constexpr std::size_t digest_length = 16;

std::string digest_of_record(const Node& sealed, std::string_view key) {
  std::string text;
  const auto add = [&](std::string_view part) { text += fmt::format("{}:{}", part.size(), part); };
  for (const char* open : {"record", "id", "by", "kind"}) add(sealed.get(open));
  std::map<std::string_view, std::string_view> fields;
  for (const Node& field : *sealed.find("fields")) fields.emplace(field.key, field.text);
  for (const auto& [name, box] : fields) {
    add(name);
    add(box);
  }
  return keyed_digest(key, "record", text);
}

template <class Records, class IdOf>
std::string digest_of_ids(const Records& records, std::string_view key, IdOf id_of) {
  std::set<std::string_view> ids;
  for (const auto& one : records) ids.insert(id_of(one));
  std::string text;
  for (const std::string_view id : ids) text.append(id).append("\n");
  return keyed_digest(key, "file", text);
}

bool stays_open(std::string_view key) { return key == "record" || key == "id" || key == "by"; }

class Sealer {
 public:
  Sealer(Arena& arena, std::string_view key) : arena_(arena), key_(key) {}

  /// Without its digest.
  Node* seal(const Node& record) {
    kind_ = record.get("record");
    id_ = record.get("id");
    Node* sealed = arena_.map();
    arena_.set(*sealed, "record", arena_.text("sealed/1"));
    for (const char* open : {"id", "by"}) arena_.set(*sealed, open, arena_.text(record.get(open)));
    arena_.set(*sealed, "kind", arena_.text(kind_));
    fields_ = arena_.map();
    for (const Node& child : record)
      if (!stays_open(child.key)) put(child, std::string(child.key));
    arena_.set(*sealed, "fields", fields_);
    return sealed;
  }

 private:
  void put(const Node& value, const std::string& field) {
    if (value.kind == Node::Kind::map) {
      for (const Node& child : value) put(child, field + "." + std::string(child.key));
      return;
    }
    const std::string box = base64(seal_value(key_, name_of(kind_, id_, field), text_of(value)));
    arena_.set(*fields_, field, arena_.text(box));
  }

  Arena& arena_;
  std::string_view key_, kind_, id_;
  Node* fields_ = nullptr;
};

class Opener {
 public:
  Opener(Arena& arena, std::string_view key) : arena_(arena), key_(key) {}

  /// nullptr when a field does not open.
  Node* open(const Node& sealed) {
    Node* record = arena_.map();
    arena_.set(*record, "record", arena_.text(sealed.get("kind")));
    for (const char* open : {"id", "by"}) arena_.set(*record, open, arena_.text(sealed.get(open)));
    for (const Node& field : *sealed.find("fields")) {
      const auto box = from_base64(field.text);
      const auto value = box ? open_value(key_, name_of(sealed.get("kind"), sealed.get("id"), field.key), *box) : std::nullopt;
      if (!value) return nullptr;
      put(*record, field.key, *value);
    }
    return record;
  }

 private:
  Node* node_of(const std::string& value) {
    if (!value.starts_with('\n')) return arena_.text(value);
    Node* list = arena_.list();
    for (const std::string_view item : split(std::string_view(value).substr(1), '\n')) arena_.append(*list, arena_.text(item));
    return list;
  }

  void put(Node& record, std::string_view field, const std::string& value) {
    const auto dot = field.find('.');
    if (dot == std::string_view::npos) return arena_.set(record, field, node_of(value));
    const std::string_view outer = field.substr(0, dot);
    if (!record.has(outer)) arena_.set(record, outer, arena_.map());
    put(*record.find(outer), field.substr(dot + 1), value);
  }

  Arena& arena_;
  std::string_view key_;
};

bool is_box(const Record& record) { return record.is("sealed"); }

tl::unexpected<Failure> not_as_sealed(const Dossier& dossier, const Record& record, Message code) {
  const Mark mark = record.root->mark;
  return fail(Exit::no, at({dossier.file, mark.line, mark.column, {}}, problem(code, record.id)));
}

/// Whether the digests that are there are right: of a record, and unless the file is to get others, of the file.
Result<> check_digests(const Dossier& dossier, std::string_view key, bool whole) {
  const std::string of_ids = digest_of_ids(dossier.records, key, [](const Record& record) { return record.id; });
  for (const Record& record : dossier.records) {
    if (!is_box(record) || !record.root->has("digest")) continue;
    const auto digest = from_base64(record.root->get("digest"));
    const bool right = digest && digest->size() == 2 * digest_length && digest->substr(0, digest_length) == digest_of_record(*record.root, key);
    if (!right || (whole && digest->substr(digest_length) != of_ids)) return not_as_sealed(dossier, record, "H224"_m);
  }
  return {};
}

}  // namespace

bool holds_sealed(std::string_view bytes) { return bytes.find("\nrecord: sealed/") != std::string_view::npos; }

bool is_sealed(const Dossier& dossier) { return std::ranges::all_of(dossier.records, is_box); }

bool has_digests(const Dossier& dossier) {
  return std::ranges::all_of(dossier.records, [](const Record& record) { return is_box(record) && record.root->has("digest"); });
}

bool may_be_tracked(std::string_view bytes, const std::string& path) {
  const auto dossier = read_dossier(std::string(bytes), path, Folder::identities);
  return dossier && is_sealed(**dossier) && is_canonical(**dossier);
}

Result<std::string> sealed_file(const Dossier& dossier, std::string_view key) {
  CHECKED(check_digests(dossier, key, false));
  Arena arena;
  Sealer sealer(arena, key);
  std::vector<Node*> records;
  for (const Record& record : dossier.records) records.push_back(is_box(record) ? arena.copy(*record.root) : sealer.seal(*record.root));
  const std::string of_ids = digest_of_ids(records, key, [](const Node* record) { return record->get("id"); });
  for (Node* record : records) arena.set(*record, "digest", arena.text(base64(digest_of_record(*record, key) + of_ids)));
  return write_dossier({records.begin(), records.end()});
}

std::string opened_lines(std::string_view lines, std::string_view kind, std::string_view id, std::string_view key) {
  std::string text;
  for (const std::string_view line : split(lines, '\n')) {
    const std::string_view bare = trimmed(line);
    if (bare.empty()) continue;
    const auto colon = bare.find(": \"");
    const auto box = colon == std::string_view::npos || !bare.ends_with('"') ? std::nullopt : from_base64(bare.substr(colon + 3, bare.size() - colon - 4));
    const auto value = box ? open_value(key, name_of(kind, id, bare.substr(0, colon)), *box) : std::nullopt;
    text += value ? fmt::format("  {}: {}\n", bare.substr(0, colon), printable(*value)) : std::string(line) + "\n";
  }
  return text;
}

Result<std::string> opened_file(const Dossier& dossier, std::string_view key) {
  Arena arena;
  Opener opener(arena, key);
  std::vector<const Node*> records;
  for (const Record& record : dossier.records) {
    records.push_back(is_box(record) ? opener.open(*record.root) : record.root);
    if (!records.back()) return not_as_sealed(dossier, record, "H151"_m);
  }
  CHECKED(check_digests(dossier, key, true));
  return write_dossier(std::move(records));
}

}  // namespace mloc
