#include "mloc/records/dossier.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "as_written.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc {
namespace {

constexpr std::array<std::string_view, 6> room_names = {"cases", "identities", "partners", "draws", "passports", "settings"};

struct KindName {
  std::string_view name;
  int version = 0;
};
std::optional<KindName> read_kind(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(slash + 1);
  const auto version = whole_number(digits);
  if (!version || *version < 1 || digits[0] == '0') return std::nullopt;
  return KindName{text.substr(0, slash), *version};
}

/// Looks kinds up once per file: a dossier holds many records of few kinds.
class Kinds {
 public:
  const Kind* find(std::string_view name) {
    for (const Kind* kind : seen_)
      if (kind->name == name) return kind;
    const Kind* kind = find_kind(name);
    if (kind && kind->folder != Folder::settings) seen_.push_back(kind);
    return kind && kind->folder != Folder::settings ? kind : nullptr;
  }

 private:
  std::vector<const Kind*> seen_;
};

class RecordReader {
 public:
  RecordReader(const std::string& file, Folder folder, Failure& failure) : file_(file), folder_(folder), failure_(failure) {}

  /// The record, or one without kind when it is broken.
  Record read(const Document& document) {
    Record record{nullptr, document.root->get("id"), document.root, document.begin, document.end};
    const Node* kind_node = document.root->find("record");
    if (document.root->kind != Node::Kind::map || !kind_node || kind_node->kind != Node::Kind::text)
      return broken(record, *document.root, problem("R215"_m, "record"));
    const auto name = read_kind(kind_node->text);
    const Kind* kind = name ? kinds_.find(name->name) : nullptr;
    if (!kind) return unknown(record, *kind_node);
    if (name->version > kind->version) {
      failure_.exit = Exit::newer;
      return broken(record, *kind_node, problem("R212"_m, kind_node->text));
    }
    if (name->version < kind->version) return older(record, *kind_node, *kind);
    if (kind->folder != folder_)
      return broken(record, *kind_node,
                    problem("R214"_m, kind->name, room_names[static_cast<std::size_t>(folder_)]));
    if (record.id.empty()) return broken(record, *document.root, problem("R215"_m, "id"));
    const std::size_t before = failure_.problems.size();
    check_value(*document.root, *kind->schema, "", file_, failure_.problems);
    for (std::size_t i = before; i < failure_.problems.size(); ++i)
      failure_.problems[i].text = prefixed(fmt::format("{} {}", kind->name, printable(record.id)), std::move(failure_.problems[i].text));
    if (!ids_.insert(record.id).second) return broken(record, *document.root->find("id"), problem("R213"_m, record.id));
    if (failure_.problems.size() == before) record.kind = kind;
    return record;
  }

 private:
  Record broken(Record record, const Node& node, Problem found) {
    failure_.problems.push_back(at({file_, node.mark.line, node.mark.column, {}}, std::move(found)));
    return record;
  }
  /// Said once for a file: all its records have grown old together.
  Record older(const Record& record, const Node& node, const Kind& kind) {
    if (std::exchange(told_older_, true)) return record;
    return broken(record, node, problem("V150"_m, node.text, fmt::format("{}/{}", kind.name, kind.version)));
  }
  Record unknown(const Record& record, const Node& node) {
    Problem found = problem("R211"_m, printable(node.text.substr(0, 80)));
    if (const auto near = nearest(node.text.substr(0, node.text.find('/')), kind_names()))
      found.hint = did_you_mean(*near);
    return broken(record, node, std::move(found));
  }

  const std::string& file_;
  Folder folder_;
  Failure& failure_;
  Kinds kinds_;
  bool told_older_ = false;
  std::unordered_set<std::string_view> ids_;
};

struct Edit {
  std::size_t begin, end;
  std::string text;
};

/// Where `record` goes: over the one with its id, or as an insertion before the first greater id.
Edit edit_of(const std::vector<Record>& records, std::size_t end_of_records, const Node& record) {
  const std::string_view id = record.get("id");
  std::string text = write_record(record, *kind_of(record));
  for (const Record& old : records) {
    if (old.id == id) return {old.begin, old.end, std::move(text)};
    if (old.id > id) return {old.begin, old.begin, std::move(text)};
  }
  return {end_of_records, end_of_records, std::move(text)};
}

std::string edited(std::string_view bytes, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  std::string made;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    made += bytes.substr(at, edit.begin - at);
    made += edit.text;
    at = edit.end;
  }
  return made + std::string(bytes.substr(at));
}

}  // namespace

const Record* Dossier::find(std::string_view id) const {
  const auto found = std::ranges::find(records, id, &Record::id);
  return found == records.end() ? nullptr : &*found;
}

const Kind* kind_of(const Node& record) {
  const auto name = read_kind(record.get("record"));
  if (!name) return nullptr;
  const Kind* kind = find_kind(name->name, name->version);
  return kind ? kind : find_kind(name->name);
}

Partial read_partly(std::string bytes, std::string file, Folder folder) {
  Partial partial;
  auto dossier = std::make_unique<Dossier>();
  dossier->file = std::move(file);
  dossier->bytes = std::move(bytes);
  auto documents = read_yaml(dossier->bytes, dossier->file, dossier->arena);
  if (!documents) {
    partial.failure = std::move(documents.error());
    return partial;
  }
  RecordReader reader(dossier->file, folder, partial.failure);
  dossier->records.reserve(documents->size());
  for (const Document& document : *documents)
    if (const Record record = reader.read(document); record.kind) dossier->records.push_back(record);
  partial.dossier = std::move(dossier);
  return partial;
}

Result<std::unique_ptr<Dossier>> read_dossier(std::string bytes, std::string file, Folder folder) {
  Partial partial = read_partly(std::move(bytes), std::move(file), folder);
  if (!partial.failure.problems.empty()) return tl::make_unexpected(std::move(partial.failure));
  return std::move(partial.dossier);
}

bool is_canonical(const Dossier& dossier) {
  if (const auto sure = is_as_written(dossier)) return *sure;
  std::vector<const Node*> records;
  for (const Record& record : dossier.records) records.push_back(record.root);
  return write_dossier(std::move(records)) == dossier.bytes;
}

std::string with_records(const Dossier& dossier, std::vector<const Node*> records) {
  std::ranges::stable_sort(records, {}, [](const Node* record) { return record->get("id"); });
  std::vector<Edit> edits;
  for (const Node* record : records) edits.push_back(edit_of(dossier.records, dossier.bytes.size() - 4, *record));
  return edited(dossier.bytes, std::move(edits));
}

std::string without_record(const Dossier& dossier, std::string_view id) {
  const Record* record = dossier.find(id);
  if (!record) return dossier.bytes;
  return edited(dossier.bytes, {{record->begin, record->end, ""}});
}

}  // namespace mloc
