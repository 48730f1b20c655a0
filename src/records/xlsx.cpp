#include <algorithm>
#include <utility>
#include <map>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "sheet_values.hpp"
#include "spreadsheet.hpp"
#include "xml_events.hpp"
#include "zip_file.hpp"

namespace mloc {
namespace {

std::string folder_of(const std::string& part) { return part.substr(0, part.rfind('/') + 1); }

/// Where a relationship leads, from the folder of the part that has it.
std::string resolved(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base = folder;
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    if (!base.empty()) base = folder_of(base.substr(0, base.size() - 1));
  }
  return base + std::string(target);
}

/// `_rels/*.rels`: targets by id and by the last word of their type.
class Relations final : public XmlHandler {
 public:
  explicit Relations(std::string folder) : folder_(std::move(folder)) {}
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return true;
    const std::string target = resolved(folder_, attributes.get("Target"));
    by_id[std::string(attributes.get("Id"))] = target;
    const std::string_view type = attributes.get("Type");
    by_type.emplace(std::string(type.substr(type.rfind('/') + 1)), target);
    return true;
  }
  bool end(std::string_view) override { return true; }
  std::map<std::string, std::string> by_id, by_type;

 private:
  std::string folder_;
};

class Contents final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") from_1904 = attributes.get("date1904") == "1" || attributes.get("date1904") == "true";
    if (name != "sheet") return true;
    const std::string_view state = attributes.get("state");
    sheets.push_back({std::string(attributes.get("name")), state == "hidden" || state == "veryHidden"});
    ids.emplace_back(attributes.get("id"));
    return true;
  }
  bool end(std::string_view) override { return true; }
  std::vector<SheetBook::Sheet> sheets;
  std::vector<std::string> ids;
  bool from_1904 = false;
};

class SharedTexts final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") ++phonetic_;
    inside_ = name == "t" && phonetic_ == 0;
    return true;
  }
  bool end(std::string_view name) override {
    if (name == "rPh") --phonetic_;
    inside_ = false;
    return size_ <= SheetLimits::shared;
  }
  void text(std::string_view part) override {
    if (!inside_ || texts.empty()) return;
    size_ += part.size();
    if (size_ <= SheetLimits::shared) texts.back() += part;
  }
  std::vector<std::string> texts;

 private:
  int phonetic_ = 0;
  bool inside_ = false;
  std::size_t size_ = 0;
};

/// The form of numbers of each style.
class Styles final : public XmlHandler {
 public:
  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt") custom_[std::string(attributes.get("numFmtId"))] = number_form(attributes.get("formatCode"));
    if (name == "cellXfs") inside_ = true;
    if (name != "xf" || !inside_) return true;
    const std::string id(attributes.get("numFmtId"));
    const auto custom = custom_.find(id);
    forms.push_back(custom != custom_.end() ? custom->second : number_form(whole_number<int>(id).value_or(0)));
    return true;
  }
  bool end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
    return true;
  }
  std::vector<NumberForm> forms;

 private:
  std::map<std::string, NumberForm> custom_;
  bool inside_ = false;
};

/// `BC12`: 54; npos for anything else.
std::size_t column_in(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z')
    column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A' + 1);
  return letters == 0 ? std::string_view::npos : column - 1;
}

/// The cells of a sheet, row by row.
class XlsxCells final : public XmlHandler {
 public:
  XlsxCells(const std::vector<std::string>& shared, const std::vector<NumberForm>& forms, bool from_1904, const SheetSink& sink)
      : shared_(shared), forms_(forms), from_1904_(from_1904), sink_(sink) {}

  bool start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") begin_row(attributes);
    else if (name == "c") begin_cell(attributes);
    else if (name == "f") formula_ = true;
    else if (name == "v") has_value_ = taking_ = true;
    else if (name == "t" && phonetic_ == 0) has_value_ = taking_ = true;
    else if (name == "rPh") ++phonetic_;
    return !too_large_;
  }
  bool end(std::string_view name) override {
    if (name == "v" || name == "t") taking_ = false;
    else if (name == "rPh") --phonetic_;
    else if (name == "c") end_cell();
    else if (name == "row" && !sink_(std::move(row_))) return false;
    return name != "sheetData" && !too_large_;
  }
  void text(std::string_view part) override {
    if (taking_ && value_.size() < longest) value_ += part;
  }
  bool too_large() const { return too_large_; }

 private:
  static constexpr std::size_t longest = 40'000;

  void begin_row(const XmlAttributes& attributes) {
    const auto number = whole_number<unsigned>(attributes.get("r"));
    line_ = number && *number > line_ ? *number : line_ + 1;
    if (line_ > SheetLimits::rows) too_large_ = true;
    row_ = {};
    row_.line = line_;
    row_.hidden = attributes.get("hidden") == "1" || attributes.get("hidden") == "true";
    next_ = 0;
  }

  void begin_cell(const XmlAttributes& attributes) {
    const std::size_t named = column_in(attributes.get("r"));
    column_ = named == std::string_view::npos ? next_ : named;
    next_ = column_ + 1;
    type_ = attributes.get("t");
    const auto style = whole_number<unsigned>(attributes.get("s")).value_or(0);
    form_ = style < forms_.size() ? forms_[style] : NumberForm{};
    value_.clear();
    formula_ = has_value_ = taking_ = false;
  }

  void report(Problem found) {
    found.place = {{}, row_.line, static_cast<std::uint32_t>(column_ + 1), {}};
    row_.problems.push_back(std::move(found));
  }

  void end_cell() {
    // A text that was calculated may be empty; of what never was, some write an empty value.
    if (formula_ && value_.empty() && type_ != "str") return report(problem("I173"_m, phrase("a formula that was never calculated")));
    if (!has_value_) return;
    std::string text = text_of();
    if (text.empty()) return;
    if (column_ >= SheetLimits::columns) return void(too_large_ = true);
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    row_.cells[column_] = std::move(text);
  }

  std::string text_of() {
    if (type_ == "s") {
      const auto index = whole_number<unsigned>(value_);
      if (index && *index < shared_.size()) return shared_[*index];
      return report(problem("I173"_m, phrase("a text that the workbook lacks"))), "";
    }
    if (type_ == "e") return report(problem("I173"_m, phrase("the error {}", printable(value_)))), "";
    if (type_ == "b") return value_ == "1" ? "true" : "false";
    if (type_ == "d") return iso_day_text(value_);
    if (type_ == "str" || type_ == "inlineStr") return value_;
    const auto number = decimal_number(value_);
    if (!number) return value_;
    if (!form_.day && !form_.time) return number_text(*number, form_.width);
    if (auto date = serial_text(*number, form_, from_1904_)) return *std::move(date);
    return number_text(*number, 1);
  }

  const std::vector<std::string>& shared_;
  const std::vector<NumberForm>& forms_;
  bool from_1904_;
  const SheetSink& sink_;
  SheetRow row_;
  std::uint32_t line_ = 0;
  std::size_t next_ = 0, column_ = 0;
  int phonetic_ = 0;
  std::string type_, value_;
  NumberForm form_;
  bool formula_ = false, has_value_ = false, taking_ = false, too_large_ = false;
};

class Xlsx final : public SheetBook {
 public:
  Xlsx(ZipFile& zip, std::string file) : zip_(zip), file_(std::move(file)) {}

  Result<> open() {
    Relations top("");
    if (zip_.has("_rels/.rels")) CHECKED(read_xml(zip_, "_rels/.rels", file_, top));
    const auto main = top.by_type.find("officeDocument");
    const std::string book = main == top.by_type.end() ? "xl/workbook.xml" : main->second;
    const std::string folder = folder_of(book);
    Relations parts(folder);
    const std::string relations = folder + "_rels/" + book.substr(folder.size()) + ".rels";
    if (zip_.has(relations)) CHECKED(read_xml(zip_, relations, file_, parts));
    CHECKED(read_xml(zip_, book, file_, contents_));
    for (const std::string& id : contents_.ids) parts_.push_back(parts.by_id[id]);
    if (const auto styles = parts.by_type.find("styles"); styles != parts.by_type.end()) CHECKED(read_xml(zip_, styles->second, file_, styles_));
    if (const auto shared = parts.by_type.find("sharedStrings"); shared != parts.by_type.end()) shared_part_ = shared->second;
    return {};
  }

  const std::vector<Sheet>& sheets() const override { return contents_.sheets; }

  Result<> read(std::size_t sheet, const SheetSink& sink) override {
    if (!shared_part_.empty()) CHECKED(read_xml(zip_, std::exchange(shared_part_, ""), file_, shared_));
    XlsxCells cells(shared_.texts, styles_.forms, contents_.from_1904, sink);
    CHECKED(read_xml(zip_, parts_[sheet], file_, cells));
    if (cells.too_large()) return bad_workbook(file_, phrase("it has more than {} rows or {} columns", SheetLimits::rows, SheetLimits::columns));
    return {};
  }

 private:
  ZipFile& zip_;
  std::string file_;
  Contents contents_;
  Styles styles_;
  SharedTexts shared_;
  std::vector<std::string> parts_;
  std::string shared_part_;
};

}  // namespace

Result<std::unique_ptr<SheetBook>> open_xlsx(ZipFile& zip, const std::string& file) {
  auto book = std::make_unique<Xlsx>(zip, file);
  CHECKED(book->open());
  return book;
}

}  // namespace mloc
