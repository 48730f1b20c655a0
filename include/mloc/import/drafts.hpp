#pragma once
#include <functional>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/import/rules/mapping.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/records/csv.hpp"

namespace mloc::imports {

/// The version of the rules by which cells become values (folding, phones, codes): kept with each digest.
constexpr int rules_version = 2;

/// An imported record as the workspace holds it.
struct Known {
  std::string owner;  ///< case id or partner code
  std::string record;
  std::string hash;
  std::string key = {};
  std::size_t occurrence = 1;
  int rules = 1;
  bool live = true;    ///< neither voided nor reversed
  std::string place = {};         ///< with `day`: what a file speaks of (a school, a time)
  std::optional<Date> day = {};
  std::string file = {};  ///< digest of the file that brought it, or changed it last
  std::int64_t run = 0;   ///< which import of the mapping that was
  bool found = false;     ///< some row of the files is it
};

/// What one row says, judged alone: the records it makes by kind (without record, id, by), its key and the digest of
/// its values; or its problems.
struct Draft {
  std::size_t file = 0;  ///< index into Import::files
  std::string digest;    ///< of that file's bytes, the first twelve characters
  std::int64_t run = 0;  ///< which import of the mapping this is; 0 where nothing is ever gone
  const CsvRow* row = nullptr;
  std::string key;
  std::string hash;
  std::string file_number;  ///< the application's, when the row names one
  std::map<std::string, Node*> records;
  std::vector<Problem> problems;
  std::string scope;             ///< whose it is: the key is compared within it
  std::size_t occurrence = 1;    ///< which of the equal rows of the files it is
  const Known* known = nullptr;  ///< its record
  bool was_known = false;        ///< there is a record of it
  bool repeats = false;          ///< an equal row stands before it and is the same thing
  bool corrects = false;         ///< `known` has another key: one column of it was corrected
  Phrase detail;  ///< more of its problems, with values that identify: for the file of rejected rows alone
  bool valid() const { return problems.empty(); }
};

/// What is said once of the communes of an import.
class CommuneCount {
 public:
  void add(std::string_view field, const ReadCommune& read);
  std::vector<Phrase> remarks() const;

 private:
  std::map<std::string, std::size_t> former_;
  std::size_t zeros_ = 0;
};

/// A column of the mapping, by its header, with the whole fields that it makes.
struct ColumnFields {
  std::string header;
  std::vector<std::string> fields;
};

/// The rows of the files of one import.
struct Import {
  Mapping mapping;
  std::vector<Csv> files;
  Arena arena;
  std::vector<Draft> drafts;  ///< in file order
  std::vector<Phrase> remarks;  ///< columns that the mapping does not know, when it warns of them
  CommuneCount communes;
  std::size_t respelt = 0;    ///< changed rows that correct a name
  std::vector<Phrase> told;   ///< corrections and money, line by line
  /// The columns that the mapping names and a file lacks, by file.
  std::vector<std::set<std::string>> absent;
  std::vector<ColumnFields> columns;
  std::map<std::string, std::size_t> emptied;  ///< by column: known values that rows take away
  /// By column, what no rule of it took: each text and on how many rows.
  std::map<std::string, std::map<std::string, std::size_t>> dropped;
  std::size_t totals = 0;     ///< lines at the end that are no rows
  std::size_t unfilled = 0;   ///< lines of an attendance sheet that nobody filled in
  Place place(const Draft& draft, std::string_view field = {}) const;
};

/// Checks the header lines (I103, nothing read), then every row by itself. Records of kinds that are completed where they
/// are placed may lack fields that must be there.
Result<> read_rows(Import& import, const std::function<bool(std::string_view kind)>& is_completed);

/// The parts of the workspace that a row stands for, by kind.
using Parts = std::map<std::string, const Node*>;
Parts parts_of(const Draft& draft);

/// The digest over the values that the mapping sets, of records as drafts or as stored (the same for both).
std::string content_hash(const Parts& records, const Mapping& mapping);

/// A row with its record: the same by what it says, by the rules of its time or since somebody wrote the same; edited since the
/// import; changed.
enum class Compared { same, agreed, edited, changed };
/// Fields whose column the file lacks are taken over from the record first.
Compared compare(Import& import, Draft& draft, const Known& known, const Parts& stored);

/// The columns in which a row and a record differ, each with both values.
struct Difference {
  std::string column, before, after;
};
std::vector<Difference> differences(const Import& import, const Draft& draft, const Parts& stored);
/// Counts the values of its record that a row takes away, by column.
void count_emptied(Import& import, const Draft& draft, const Parts& stored);
/// Whether the row says something in a column.
bool says(const Import& import, const Draft& draft, std::string_view header);

/// The fields (`application.site`) that a mapping sets; parts of a field count as the field.
std::vector<std::string> mapped_fields(const Mapping& mapping);

}  // namespace mloc::imports
