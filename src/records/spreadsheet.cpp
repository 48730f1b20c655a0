#include "spreadsheet.hpp"

#include <algorithm>

#include "csv_rows.hpp"
#include "mloc/base/csv_text.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "zip_file.hpp"

namespace mloc {
namespace {

constexpr std::size_t first_rows = 30;

/// Collects the rows of one sheet as a table.
class Collector {
 public:
  Collector(Csv& csv, std::size_t largest) : csv_(csv), largest_(largest) {}

  bool take(SheetRow&& row) {
    const bool blank = row.problems.empty() && std::ranges::all_of(row.cells, [](const std::string& cell) { return trimmed(cell).empty(); });
    if (blank) return true;
    if (row.hidden) ++hidden_;
    CsvRow made{row.line, csv_.bytes.size(), 0, {}, std::move(row.problems)};
    for (std::size_t i = 0; i < row.cells.size(); ++i) csv_.bytes += (i > 0 ? ";" : "") + csv_field(row.cells[i], ';');  // for the rejected rows
    csv_.bytes += '\n';
    made.end = csv_.bytes.size();
    take_cells(made, row.cells, Encoding::utf8, csv_.rows.size() < first_rows);
    csv_.rows.push_back(std::move(made));
    return csv_.bytes.size() <= largest_;
  }
  bool too_large() const { return csv_.bytes.size() > largest_; }
  std::size_t hidden() const { return hidden_; }

 private:
  Csv& csv_;
  std::size_t largest_, hidden_ = 0;
};

/// A sheet leaves empty cells at the end out.
void fill_rows(Csv& csv) {
  const std::size_t width = csv.header.cells.size();
  for (CsvRow& row : csv.rows)
    if (row.problems.empty() && row.cells.size() < width) row.cells.resize(width);
}

std::vector<std::string> names_of(const SheetBook& book) {
  std::vector<std::string> names;
  for (const auto& sheet : book.sheets()) names.push_back(sheet.name);
  return names;
}

/// The sheet that the mapping names, by name before number.
Result<std::size_t> named_sheet(const SheetBook& book, const std::string& file, const std::string& wanted) {
  const auto& sheets = book.sheets();
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (folded(sheets[i].name) == folded(wanted)) return i;
  const auto number = whole_number<unsigned>(wanted);
  if (number && *number >= 1 && *number <= sheets.size()) return *number - 1;
  return fail(Exit::no, at({file, 1, 0, {}}, hinted(problem("I172"_m, wanted), one_of_these(names_of(book)))));
}

Result<std::size_t> headers_in_sheet(SheetBook& book, std::size_t sheet, const std::vector<std::string>& headers) {
  Csv head;
  Collector collector(head, SheetLimits::floor);
  std::size_t seen = 0;
  CHECKED(book.read(sheet, [&](SheetRow&& row) { return collector.take(std::move(row)) && ++seen < first_rows; }));
  if (headers.empty()) return head.rows.empty() ? 0u : 1u;
  return headers_found(head, headers);
}

/// The only visible one, the only one that has anything, or the only one with the headers.
Result<std::size_t> meant_sheet(SheetBook& book, const std::string& file, const TableForm& form) {
  if (!form.sheet.empty()) return named_sheet(book, file, form.sheet);
  std::vector<std::size_t> shown, fitting;
  for (std::size_t i = 0; i < book.sheets().size(); ++i)
    if (!book.sheets()[i].hidden) shown.push_back(i);
  if (shown.empty()) return bad_workbook(file, phrase("it has no sheet that is shown"));
  if (shown.size() == 1) return shown.front();
  for (const std::size_t sheet : shown) {
    TRY(found, headers_in_sheet(book, sheet, form.headers));
    if (found > 0) fitting.push_back(sheet);
  }
  if (fitting.size() == 1) return fitting.front();
  return fail(Exit::no, at({file, 1, 0, {}}, hinted(problem("I175"_m, book.sheets().size()), one_of_these(names_of(book)))));
}

}  // namespace

Result<Csv> read_spreadsheet(std::string bytes, std::string file, const TableForm& form) {
  TRY(zip, ZipFile::open(bytes, file));
  TRY(book, zip->has("content.xml") ? open_ods(*zip, file) : open_xlsx(*zip, file));
  TRY(sheet, meant_sheet(*book, file, form));
  Csv csv;
  csv.file = std::move(file);
  csv.sheet = book->sheets()[sheet].name;
  Collector collector(csv, std::max(bytes.size() * SheetLimits::expansion, SheetLimits::floor));
  CHECKED(book->read(sheet, [&](SheetRow&& row) { return collector.take(std::move(row)); }));
  if (collector.too_large()) return bad_workbook(csv.file, phrase("it grows more than {} times", SheetLimits::expansion));
  CHECKED(take_header(csv, form.headers));
  fill_rows(csv);
  csv.hidden_rows = collector.hidden();
  return csv;
}

}  // namespace mloc
