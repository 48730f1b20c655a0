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
enum class Verdict : std::uint8_t { fresh, same, changed, corrected, conflict, rejected };

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

  /// The records that this mapping brought, where rows are matched with them before they are placed.
  virtual std::vector<Known>* known() { return nullptr; }
  /// Whose row it is: rows and records are compared within it.
  virtual std::string scope_of(const Draft& draft) const { return draft.file_number; }
  /// What the workspace has of a record of `known`.
  virtual Result<Parts> stored(const Known&) { return Parts(); }
  /// Of which place (a school) and day a row speaks.
  virtual std::pair<std::string, std::optional<Date>> subject_of(const Draft&) const { return {}; }
  /// What a file of a mapping covers that does not say it.
  virtual Mapping::Covers covers_by_itself() const { return Mapping::Covers::unsaid; }
  /// Marks them as voided when the change is put down; N162 where that is no file's affair.
  virtual Result<> void_gone(const std::vector<Gone>& gone);
};

/// Rows and the records of this mapping find each other: equal ones, those with one key, then corrections.
/// Rows of which one is too many, or that contradict each other, get a problem (I117).
Result<> match_rows(ImportTarget& target, Import& import, std::vector<Phrase>& remarks);
/// What the files speak of and hold no longer, in the order of the keys; remarks where they are an addition.
std::vector<Gone> gone_rows(ImportTarget& target, const Import& import, std::vector<Phrase>& remarks);

/// The records of a kind that a mapping brought. `place` and `day` are SQL; `live` is false for what is voided.
Result<std::vector<Known>> known_rows(Workspace& workspace, std::string_view kind, const Mapping& mapping, std::string_view place = "NULL",
                                      std::string_view day = "NULL");
/// The record with `mapped` values of the row, told as a correction when it is one.
Verdict changed_or_corrected(Import& import, const Draft& draft, const Parts& stored, std::string_view what);

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
/// The `voided` value of a record.
Node* voided_node(Arena& arena, Date day, std::string_view actor, std::string_view reason);
/// The `source` value of an imported record.
Node* origin_of(Arena& arena, const Mapping& mapping, const Draft& draft);

}  // namespace mloc::imports
