#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/records/schema.hpp"

namespace mloc {

/// One record of a dossier: its kind, its id, its value and its bytes (from `---` to the next `---` or `...`).
struct Record {
  const Kind* kind = nullptr;
  std::string_view id;
  const Node* root = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is(std::string_view name) const { return kind->name == name; }
  bool voided() const { return root->has("voided"); }
};

/// A file of records, as read. Views point into `bytes` and `arena`.
struct Dossier {
  std::string file;
  std::string bytes;
  Arena arena;
  std::vector<Record> records;
  const Record* find(std::string_view id) const;
};

/// Reads and checks every record of a file that lives in `folder`: YAML, kind and version, schema, unique ids. Every
/// problem with its place; Exit::newer when a version is unknown. Order is a matter of form (is_canonical).
Result<std::unique_ptr<Dossier>> read_dossier(std::string bytes, std::string file, Folder folder);

/// The same reading that leaves broken records out and gives their problems (for check and --allow-invalid).
struct Partial {
  std::unique_ptr<Dossier> dossier;  ///< nullptr when the YAML itself cannot be read
  Failure failure;
};
Partial read_partly(std::string bytes, std::string file, Folder folder);

/// The canonical text of a record, from `---`: keys in the schema's order, no empty value, NFC. Same content, same bytes.
std::string write_record(const Node& record, const Kind& kind);
/// A file with these records (in any order).
std::string write_dossier(std::vector<const Node*> records);
/// The file is what write_dossier makes of its records.
bool is_canonical(const Dossier& dossier);

/// The file's bytes with each record put in the place of the one with its id, or before the first greater id; all
/// other bytes stay.
std::string with_records(const Dossier& dossier, std::vector<const Node*> records);
std::string without_record(const Dossier& dossier, std::string_view id);

/// The kind that a record's first key names (`lesson/1`), or nullptr.
const Kind* kind_of(const Node& record);

}  // namespace mloc
