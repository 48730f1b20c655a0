#include "passed_over.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc::imports {
namespace {

std::size_t column_of_field(const Mapping& mapping, const Header& header, std::string_view field) {
  for (std::size_t i = 0; i < mapping.columns.size(); ++i)
    if (mapping.columns[i].field == field && header.column(i) != Header::npos) return header.column(i);
  return Header::npos;
}

std::string_view cell_of(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
}

bool is_total(std::string_view cell) {
  const std::string key = folded(cell);
  return key.starts_with("total") || key.starts_with("sous total") || key.starts_with("page ");
}

bool says_total(const CsvRow& row) { return std::ranges::any_of(row.cells, is_total); }

/// The key's column is often the first, and so the one that says `Total`; a number that begins so is a key.
bool is_key(std::string_view cell) { return !cell.empty() && (!is_total(cell) || cell.find_first_of("0123456789") != cell.npos); }

struct CodesSeen {
  std::set<std::string> codes, postcodes, unproved;
};
CodesSeen codes_of(const Csv& csv, std::size_t column, std::size_t town, std::size_t postcode) {
  CodesSeen seen;
  for (const CsvRow& row : csv.rows) {
    const std::string code(cell_of(row, column));
    if (code.empty() || !seen.codes.insert(code).second) continue;
    if (is_postcode(code)) seen.postcodes.insert(code);
    if (!read_commune(code, {cell_of(row, town), cell_of(row, postcode)})) seen.unproved.insert(code);
  }
  return seen;
}

constexpr std::size_t least_codes = 3;

/// Nearly all are postal codes, and many of them are no commune, or not the one beside: half of all postal codes are some commune's code.
bool are_postcodes(const CodesSeen& seen) {
  return seen.codes.size() >= least_codes && 10 * seen.postcodes.size() >= 8 * seen.codes.size() && 10 * seen.unproved.size() >= 2 * seen.codes.size();
}

}  // namespace

void pass_over(Import& import, std::size_t file, const Header& header) {
  Csv& csv = import.files[file];
  std::size_t totals = 0;
  while (!csv.rows.empty() && says_total(csv.rows.back())) {
    const bool keyed = std::ranges::any_of(import.mapping.key, [&](const std::string& field) {
      return is_key(cell_of(csv.rows.back(), column_of_field(import.mapping, header, field)));
    });
    if (keyed) break;
    csv.rows.pop_back();
    ++totals;
  }
  import.totals += totals;
  if (csv.lines_above() > 0 && totals > 0)
    import.remarks.push_back(phrase("{}: {} lines above the header, {} total line passed over", printable(csv.file), csv.lines_above(), totals));
  else if (csv.lines_above() > 0)
    import.remarks.push_back(phrase("{}: {} lines above the header passed over", printable(csv.file), csv.lines_above()));
  else if (totals > 0)
    import.remarks.push_back(phrase("{}: {} total line passed over", printable(csv.file), totals));
}

std::vector<Problem> postcode_columns(const Import& import, std::size_t file, const Header& header) {
  const Csv& csv = import.files[file];
  std::vector<Problem> problems;
  for (std::size_t i = 0; i < import.mapping.columns.size(); ++i) {
    const ColumnRule& rule = import.mapping.columns[i];
    if (rule.take != ColumnRule::Take::commune || header.column(i) == Header::npos) continue;
    const std::string kind = rule.field.substr(0, rule.field.find('.'));
    const std::string address = kind == "application" || kind == "person" ? "identity.address" : kind;
    const CodesSeen seen = codes_of(csv, header.column(i), column_of_field(import.mapping, header, address + ".town"),
                                    column_of_field(import.mapping, header, address + ".postcode"));
    if (!are_postcodes(seen)) continue;
    problems.push_back(at({csv.file, csv.header.line, static_cast<std::uint32_t>(header.column(i) + 1), rule.header},
                          problem("I165"_m, seen.postcodes.size(), seen.codes.size())));
  }
  return problems;
}

void CommuneCount::add(std::string_view, const ReadCommune& read) {
  if (read.zero_restored) ++zeros_;
  if (counted_commune(read.code) != read.code) ++former_[read.code];
}

std::vector<Phrase> CommuneCount::remarks() const {
  std::vector<Phrase> said;
  if (zeros_ > 0) said.push_back(phrase("commune codes whose first zero was lost, completed: {}", zeros_));
  if (former_.empty()) return said;
  std::vector<std::string> pairs;
  for (const auto& [code, count] : former_) pairs.push_back(code + " → " + std::string(counted_commune(code)));
  said.push_back(phrase("former communes, stored as they are, with their successor: {}", joined(pairs, ", ")));
  return said;
}

}  // namespace mloc::imports
