#include <algorithm>
#include <utility>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "sheet_values.hpp"
#include "spreadsheet.hpp"
#include "xml_events.hpp"
#include "zip_file.hpp"

namespace mloc {
namespace {

constexpr auto content = "content.xml";

/// Every sheet's name, without its cells.
class Names final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "table" && inside_ == 0) sheets.push_back({std::string(attributes.get("name")), false});
    if (name == "table") ++inside_;
    return true;
  }
  bool end(std::string_view name) override {
    if (name == "table") --inside_;
    return true;
  }
  std::vector<SheetBook::Sheet> sheets;

 private:
  int inside_ = 0;
};

/// `01053` of a cell whose value is 1053: what is shown keeps the zeros.
std::string shown_number(const std::string& shown, double value) {
  std::string digits;
  for (const char c : shown)
    if (c != ' ') digits += c;
  const bool only = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
  const std::string plain = number_text(value, 1);
  return only && digits.size() > plain.size() && digits.ends_with(plain) && digits.starts_with('0') ? digits : plain;
}

class OdsCells final : public XmlHandler {
 public:
  OdsCells(std::size_t sheet, const SheetSink& sink) : wanted_(sheet), sink_(sink) {}

  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "table") begin_table();
    if (!reading_) return true;
    if (name == "annotation") ++notes_;
    else if (name == "table-row") begin_row(attributes);
    else if (name == "table-cell" || name == "covered-table-cell") begin_cell(attributes);
    else if (name == "p" && notes_ == 0) begin_line();
    else if (name == "s" && line_open_) shown_.append(std::min<unsigned>(whole_number<unsigned>(attributes.get("c")).value_or(1), 80), ' ');
    else if (name == "line-break" && line_open_) shown_ += '\n';
    return !too_large_;
  }
  bool end(std::string_view name) override {
    if (name == "table" && --tables_ == 0 && reading_) return false;
    if (!reading_) return true;
    if (name == "annotation") --notes_;
    else if (name == "p" && notes_ == 0) line_open_ = false;
    else if (name == "table-cell" || name == "covered-table-cell") end_cell();
    else if (name == "table-row") return end_row() && !too_large_;
    return !too_large_;
  }
  void text(std::string_view part) override {
    if (line_open_ && notes_ == 0 && shown_.size() < longest) shown_ += part;
  }
  bool too_large() const { return too_large_; }

 private:
  static constexpr std::size_t longest = 40'000;

  void begin_table() {
    if (++tables_ == 1) reading_ = table_++ == wanted_;
  }
  void begin_row(const XmlAttributes& attributes) {
    row_ = {};
    repeated_ = whole_number<unsigned>(attributes.get("number-rows-repeated")).value_or(1);
    const std::string_view seen = attributes.get("visibility");
    row_.hidden = seen == "collapse" || seen == "filter";
    row_.line = line_ + 1;
    next_ = 0;
  }
  void begin_cell(const XmlAttributes& attributes) {
    cells_ = std::max<unsigned>(whole_number<unsigned>(attributes.get("number-columns-repeated")).value_or(1), 1);
    type_ = attributes.get("value-type");
    value_ = type_ == "date" ? attributes.get("date-value") : type_ == "time" ? attributes.get("time-value") : type_ == "boolean" ? attributes.get("boolean-value") : attributes.get("value");
    formula_ = !attributes.get("formula").empty();
    shown_.clear();
    line_open_ = false;
    lines_ = 0;
  }
  void begin_line() {
    line_open_ = true;
    if (lines_++ > 0) shown_ += '\n';
  }

  std::string cell_text() {
    if (type_ == "date") return iso_day_text(value_);
    if (type_ == "time") return duration_text(value_).value_or(shown_);
    if (type_ == "boolean") return value_;
    const bool number = type_ == "float" || type_ == "currency" || type_ == "percentage";
    const auto value = number ? decimal_number(value_) : std::nullopt;
    return value ? shown_number(shown_, *value) : shown_;
  }

  void end_cell() {
    std::string text = cell_text();
    const std::size_t column = next_;
    next_ += cells_;
    if (formula_ && (text.starts_with('#') || text.starts_with("Err:"))) {
      Problem found = problem("I173"_m, phrase("the error {}", printable(text)));
      found.place.column = static_cast<std::uint32_t>(column + 1);
      row_.problems.push_back(std::move(found));
      return;
    }
    if (text.empty()) return;
    if (next_ > SheetLimits::columns) return void(too_large_ = true);
    row_.cells.resize(column);
    row_.cells.insert(row_.cells.end(), cells_, text);
  }

  bool end_row() {
    const bool empty = row_.cells.empty() && row_.problems.empty();
    if (!empty && line_ + repeated_ > SheetLimits::rows) return too_large_ = true, false;
    for (std::size_t i = 0; i < repeated_ && !empty; ++i) {
      SheetRow row = row_;
      row.line = static_cast<std::uint32_t>(line_ + i + 1);
      for (Problem& one : row.problems) one.place.line = row.line;
      if (!sink_(std::move(row))) return false;
    }
    line_ += static_cast<std::uint32_t>(std::min<std::size_t>(repeated_, SheetLimits::rows * 2));
    return true;
  }

  std::size_t wanted_, table_ = 0;
  const SheetSink& sink_;
  int tables_ = 0, notes_ = 0, lines_ = 0;
  bool reading_ = false, line_open_ = false, formula_ = false, too_large_ = false;
  SheetRow row_;
  std::uint32_t line_ = 0;
  std::size_t repeated_ = 1, cells_ = 1, next_ = 0;
  std::string type_, value_, shown_;
};

class Ods final : public SheetBook {
 public:
  Ods(ZipFile& zip, std::string file) : zip_(zip), file_(std::move(file)) {}
  Result<> open() { return read_xml(zip_, content, file_, names_); }
  const std::vector<Sheet>& sheets() const override { return names_.sheets; }

  Result<> read(std::size_t sheet, const SheetSink& sink) override {
    OdsCells cells(sheet, sink);
    CHECKED(read_xml(zip_, content, file_, cells));
    if (cells.too_large()) return bad_workbook(file_, phrase("it has more than {} rows or {} columns", SheetLimits::rows, SheetLimits::columns));
    return {};
  }

 private:
  ZipFile& zip_;
  std::string file_;
  Names names_;
};

}  // namespace

Result<std::unique_ptr<SheetBook>> open_ods(ZipFile& zip, const std::string& file) {
  auto book = std::make_unique<Ods>(zip, file);
  CHECKED(book->open());
  return book;
}

}  // namespace mloc
