#pragma once
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/import/rules/mapping.hpp"
#include "mloc/records/csv.hpp"

namespace mloc::imports {

/// Where each rule of the mapping finds its cell in one file. Headers are compared by `header_key`.
class Header {
 public:
  Header(const Csv& csv, const Mapping& mapping);
  /// I103 for columns that are missing, unknown, alike, or filled without a name.
  std::vector<Problem> check(std::vector<Phrase>& remarks) const;
  /// The headers of the mapping that the file lacks, in its order.
  std::vector<std::string> absent() const;
  /// The cell's index for rule `i`, or npos.
  std::size_t column(std::size_t i) const { return columns_[i]; }
  /// How many cells a row has: nameless columns at the end, where nothing stands, are none.
  std::size_t width() const { return width_; }
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  Problem about(std::size_t column, const Phrase& words) const;
  void check_unnamed(std::size_t column, std::vector<Problem>& problems) const;
  void unknown(std::size_t column, std::vector<Problem>& problems, std::vector<Phrase>& remarks) const;

  const Csv& csv_;
  const Mapping& mapping_;
  std::vector<std::string> keys_;
  std::vector<std::size_t> columns_;
  std::size_t width_ = 0;
};

/// The cell of a header in a table, or npos.
std::size_t column_of(const Csv& csv, std::string_view header);

}  // namespace mloc::imports
