#include "mloc/records/csv.hpp"

#include <algorithm>
#include <set>

#include <csv.h>

#include "mloc/base/mojibake.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "encoding.hpp"
#include "csv_rows.hpp"

namespace mloc {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", soft_hyphen = "\u00ad";

constexpr std::uint32_t last_header_line = 30;
constexpr std::size_t longest_cell = 4096;

Result<Encoding> encoding_of(std::string_view bytes, const std::string& file, std::string_view wanted) {
  if (wanted == "windows-1252" && !bytes.starts_with(byte_order_mark)) return Encoding::windows_1252;
  if (wanted == "auto" || is_utf8(bytes)) return proved_encoding(bytes, file);
  // A mapping that says UTF-8 gets it, or the places where the file is not.
  TRY(proved, proved_encoding(bytes, file));
  if (proved == Encoding::utf8) return proved;
  return fail(Exit::no, at({file, 1, 0, {}}, problem("I170"_m, phrase("the mapping says UTF-8"))));
}

/// Feeds libcsv one byte at a time, so that each row knows its bytes and its line.
class Splitter {
 public:
  explicit Splitter(Csv& csv) : csv_(csv) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_delim(&parser_, static_cast<unsigned char>(csv.delimiter));
  }
  ~Splitter() { csv_free(&parser_); }
  Splitter(const Splitter&) = delete;
  Splitter& operator=(const Splitter&) = delete;

  Result<> run() {
    at_ = csv_.marked ? byte_order_mark.size() : 0;
    start_row();
    for (; at_ < csv_.bytes.size(); ++at_) {
      const char byte = csv_.bytes[at_];
      if (csv_parse(&parser_, &byte, 1, on_field, on_row, this) != 1) return broken();
      if (byte == '\n') {
        ++line_;
        if (!inside_) start_row();
      }
    }
    if (csv_fini(&parser_, on_field, on_row, this) != 0) return broken();
    return {};
  }

 private:
  static void on_field(void* cell, std::size_t size, void* self) {
    auto& splitter = *static_cast<Splitter*>(self);
    splitter.inside_ = true;
    splitter.fields_.emplace_back(static_cast<const char*>(cell), size);
  }
  // libcsv says CR before the row's LF is read; the LF belongs to the row too.
  static void on_row(int, void* self) {
    auto& splitter = *static_cast<Splitter*>(self);
    splitter.finish_row();
  }

  void start_row() {
    row_begin_ = at_ < csv_.bytes.size() && csv_.bytes[at_] == '\n' ? at_ + 1 : at_;
    row_line_ = line_;
  }

  void finish_row() {
    std::size_t end = std::min(at_ + 1, csv_.bytes.size());
    if (end < csv_.bytes.size() && csv_.bytes[end - 1] == '\r' && csv_.bytes[end] == '\n') ++end;
    CsvRow row{row_line_, row_begin_, end, {}, {}};
    const bool blank = std::ranges::all_of(fields_, [](const std::string& field) { return trimmed(field).empty(); });
    if (!blank) {
      take_cells(row, fields_, csv_.encoding, csv_.rows.size() < last_header_line);
      csv_.rows.push_back(std::move(row));
    }
    fields_.clear();
    inside_ = false;
    row_begin_ = end;
  }

  tl::unexpected<Failure> broken() {
    return fail(Exit::no, at({csv_.file, row_line_, 0, {}}, problem("I102"_m)));
  }

  Csv& csv_;
  csv_parser parser_{};
  std::vector<std::string> fields_;
  std::size_t at_ = 0, row_begin_ = 0;
  std::uint32_t line_ = 1, row_line_ = 1;
  bool inside_ = false;
};

/// `="0123"` and `'=x`, by which a CSV file keeps a spreadsheet from counting and computing.
std::string_view without_guard(std::string_view text) {
  if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"') && text.find('"', 2) == text.size() - 1) return text.substr(2, text.size() - 3);
  const bool guarded = text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != std::string_view::npos;
  return guarded ? text.substr(1) : text;
}

std::string clean(std::string_view text) {
  std::string cell = to_nfc(without_guard(trimmed(text)));
  for (auto at = cell.find(soft_hyphen); at != cell.npos; at = cell.find(soft_hyphen)) cell.erase(at, soft_hyphen.size());
  return cell;
}

/// A header may have line breaks, data may not.
bool is_broken_header(std::string cell) {
  std::ranges::replace_if(cell, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return find_not_admitted(cell) == std::string_view::npos;
}

void report(CsvRow& row, std::size_t column, Problem found) {
  row.problems.push_back(at({{}, row.line, static_cast<std::uint32_t>(column + 1), {}}, std::move(found)));
}

std::set<std::string> keys_of(const std::vector<std::string>& headers) {
  std::set<std::string> keys;
  for (const std::string& header : headers) keys.insert(header_key(header));
  return keys;
}

std::size_t headers_in(const CsvRow& row, const std::set<std::string>& wanted) {
  std::set<std::string> found;
  for (const std::string& cell : row.cells)
    if (std::string key = header_key(cell); wanted.contains(key)) found.insert(std::move(key));
  return found.size();
}

/// The row that has most of them, at least two; else the first.
std::pair<std::vector<CsvRow>::const_iterator, std::size_t> best_header(const Csv& csv, const std::set<std::string>& wanted) {
  auto best = csv.rows.begin();
  std::size_t most = 0;
  for (auto row = csv.rows.begin(); row != csv.rows.end() && row->line <= last_header_line; ++row)
    if (const std::size_t found = headers_in(*row, wanted); found > most && found >= std::min<std::size_t>(wanted.size(), 2)) most = found, best = row;
  return {best, most};
}

void refuse_broken_cells(CsvRow& row) {
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    if (find_not_admitted(row.cells[i]) != std::string_view::npos) report(row, i, problem("I111"_m));
  if (!row.problems.empty()) row.cells.clear();
}

void name_places(Csv& csv) {
  for (CsvRow& row : csv.rows) {
    if (row.line <= csv.header.line + 2 * last_header_line) refuse_broken_cells(row);
    for (Problem& one : row.problems) {
      one.place.file = csv.file;
      const std::size_t column = one.place.column - 1;
      if (column < csv.header.cells.size()) one.place.header = csv.header.cells[column];
    }
  }
  for (Problem& one : csv.header.problems) one.place.file = csv.file;
}

}  // namespace

void take_cells(CsvRow& row, const std::vector<std::string>& fields, Encoding encoding, bool may_be_header) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::optional<std::string> text = fields[i];
    if (encoding == Encoding::windows_1252) text = from_windows_1252(fields[i]);
    std::string cell = text ? clean(*text) : "";
    if (!text) report(row, i, problem("I110"_m));
    else if (find_not_admitted(cell) != std::string_view::npos && !(may_be_header && is_broken_header(cell))) report(row, i, problem("I111"_m));
    else if (cell.size() > longest_cell) report(row, i, problem("I112"_m, longest_cell));
    else if (const auto meant = repaired_mojibake(cell)) report(row, i, hinted(problem("I167"_m, cell), phrase("probably {}", *meant)));
    row.cells.push_back(std::move(cell));
  }
  if (!row.problems.empty()) row.cells.clear();
}

std::size_t headers_found(const Csv& csv, const std::vector<std::string>& headers) { return best_header(csv, keys_of(headers)).second; }

Result<> take_header(Csv& csv, const std::vector<std::string>& headers) {
  if (csv.rows.empty()) return fail(Exit::no, at({csv.file, 1, 0, {}}, problem("I101"_m)));
  const auto place = best_header(csv, keys_of(headers)).first - csv.rows.cbegin();
  csv.header = std::move(csv.rows[static_cast<std::size_t>(place)]);
  for (std::string& cell : csv.header.cells) std::ranges::replace_if(cell, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  csv.rows.erase(csv.rows.begin(), csv.rows.begin() + place + 1);
  name_places(csv);
  if (csv.header.cells.empty()) return fail(Exit::no, csv.header.problems);
  return {};
}

std::string header_key(std::string_view header) {
  std::string text(header);
  for (const std::string_view sign : {"\u00b0", "\u00ba"})
    for (auto at = text.find(sign); at != text.npos; at = text.find(sign)) text.erase(at, sign.size());
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  std::string key = folded(text);
  while (key.ends_with('*') || key.ends_with(':') || key.ends_with(' ')) key.pop_back();
  while (key.starts_with('*') || key.starts_with(' ')) key.erase(0, 1);
  return key;
}

Result<Csv> read_csv(std::string bytes, std::string file, std::string_view encoding, char delimiter, const std::vector<std::string>& headers) {
  Csv csv;
  csv.file = std::move(file);
  csv.bytes = std::move(bytes);
  csv.delimiter = delimiter;
  csv.marked = std::string_view(csv.bytes).starts_with(byte_order_mark);
  TRY(proved, encoding_of(csv.bytes, csv.file, encoding));
  csv.encoding = proved;
  CHECKED(Splitter(csv).run());
  CHECKED(take_header(csv, headers));
  return csv;
}

}  // namespace mloc
