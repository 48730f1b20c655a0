#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mloc/import/drafts.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::imports {

/// What becomes of a valid row.
enum class Verdict : std::uint8_t { fresh, same, changed, conflict, rejected };

/// An imported record of which the files say nothing any more, though they speak of its time.
struct Gone {
  std::string owner, record, key;
};

/// What rows of one kind become. Rows come in file order; nothing is written before `change`.
class ImportTarget {
 public:
  virtual ~ImportTarget() = default;
  /// What the workspace holds already.
  virtual Result<> load() = 0;
  /// Adds to the draft's problems when the row is rejected or in conflict.
  virtual Result<Verdict> place(Draft& draft) = 0;
  virtual Result<Change> change() = 0;
  /// Whether `place` fills in what a row leaves out of a record of `kind`, and looks at it whole.
  virtual bool completes(std::string_view) const { return false; }
  /// After every row was placed: the records whose rows vanished, in the order of their keys.
  virtual std::vector<Gone> gone() const { return {}; }
  /// Marks them as voided when the change is put down.
  virtual Result<> void_gone(const std::vector<Gone>&) { return {}; }
};

/// An imported record as the workspace holds it.
struct Known {
  std::string owner;   ///< case id or partner code
  std::string record;
  std::string hash;
};

/// Records that rows add to dossiers or change in them, kept until every row is judged.
class PendingRecords {
 public:
  void add(const std::string& case_id, Node* record) { of_[case_id].fresh.push_back(record); }
  void replace(const std::string& case_id, Node* record) { of_[case_id].changed.push_back(record); }
  /// All dossiers with their records; an added one whose id is taken there gets another id of its day.
  Result<Change> put_down(const Workspace& workspace, Arena& arena) const;

 private:
  struct Pending {
    std::vector<Node*> fresh, changed;
  };
  std::map<std::string, Pending> of_;
};

/// Puts the fields that the mapping sets from `draft` into `record`, a stored one of `kind`.
void put_mapped(Arena& arena, Node& record, const Node* draft, std::string_view kind, const Mapping& mapping);
/// The `source` value of an imported record.
Node* origin_of(Arena& arena, const Mapping& mapping, const Draft& draft);

}  // namespace mloc::imports
