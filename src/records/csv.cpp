#include "mloc/records/csv.hpp"

#include <algorithm>

#include <csv.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Encoding encoding_of(std::string_view bytes, bool marked, std::string_view wanted) {
  if (marked || wanted == "utf-8") return Encoding::utf8;
  if (wanted == "windows-1252") return Encoding::windows_1252;
  return is_utf8(bytes) ? Encoding::utf8 : Encoding::windows_1252;
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
      decode(row);
      if (csv_.header.line == 0) csv_.header = std::move(row);
      else csv_.rows.push_back(std::move(row));
    }
    fields_.clear();
    inside_ = false;
    row_begin_ = end;
  }

  void decode(CsvRow& row) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      std::optional<std::string> text = fields_[i];
      if (csv_.encoding == Encoding::windows_1252) text = from_windows_1252(fields_[i]);
      else if (!is_utf8(fields_[i])) text = std::nullopt;
      std::string cell = text ? to_nfc(trimmed(*text)) : "";
      if (!text) report(row, i, problem("I110"_m));
      else if (find_not_admitted(cell) != std::string_view::npos) report(row, i, problem("I111"_m));
      else if (cell.size() > 4096) report(row, i, problem("I112"_m, 4096));
      row.cells.push_back(std::move(cell));
    }
    if (!row.problems.empty()) row.cells.clear();
  }

  void report(CsvRow& row, std::size_t column, Problem found) const {
    const bool named = column < csv_.header.cells.size();
    row.problems.push_back(at({csv_.file, row.line, static_cast<std::uint32_t>(column + 1), named ? csv_.header.cells[column] : ""},
                              std::move(found)));
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

}  // namespace

Result<Csv> read_csv(std::string bytes, std::string file, std::string_view encoding, char delimiter) {
  Csv csv;
  csv.file = std::move(file);
  csv.bytes = std::move(bytes);
  csv.delimiter = delimiter;
  csv.marked = std::string_view(csv.bytes).starts_with(byte_order_mark);
  csv.encoding = encoding_of(csv.bytes, csv.marked, encoding);
  CHECKED(Splitter(csv).run());
  if (csv.header.cells.empty()) {
    if (!csv.header.problems.empty()) return fail(Exit::no, csv.header.problems);
    return fail(Exit::no, at({csv.file, 1, 0, {}}, problem("I101"_m)));
  }
  return csv;
}

}  // namespace mloc
