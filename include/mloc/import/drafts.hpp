#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"
#include "mloc/import/rules/mapping.hpp"
#include "mloc/records/csv.hpp"

namespace mloc::imports {

/// What one row says, judged alone: the records it makes by kind (without record, id, by), its key and the digest of
/// its values; or its problems.
struct Draft {
  std::size_t file = 0;  ///< index into Import::files
  const CsvRow* row = nullptr;
  std::string key;
  std::string hash;
  std::string file_number;  ///< the application's, when the row names one
  std::map<std::string, Node*> records;
  std::vector<Problem> problems;
  bool valid() const { return problems.empty(); }
};

/// The rows of the files of one import.
struct Import {
  Mapping mapping;
  std::vector<Csv> files;
  Arena arena;
  std::vector<Draft> drafts;  ///< in file order
  std::vector<Phrase> remarks;  ///< columns that the mapping does not know, when it warns of them
  std::size_t unfilled = 0;   ///< lines of an attendance sheet that nobody filled in
  Place place(const Draft& draft, std::string_view field = {}) const;
};

/// Checks the header lines (I103, nothing read), then every row by itself. Records of kinds that are completed where they
/// are placed may lack fields that must be there.
Result<> read_rows(Import& import, const std::function<bool(std::string_view kind)>& is_completed);

/// The digest over the values that the mapping sets, of records as drafts or as stored (the same for both).
std::string content_hash(const std::map<std::string, const Node*>& records, const Mapping& mapping);

/// The fields (`application.site`) that a mapping sets; parts of a field count as the field.
std::vector<std::string> mapped_fields(const Mapping& mapping);

}  // namespace mloc::imports
