#include "mloc/render/workbook.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "mloc/base/date.hpp"
#include "mloc/base/library.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

/// libxlsxwriter's functions, taken by its soname at first use.
struct XlsxLibrary {
  decltype(&workbook_new) create = nullptr;
  decltype(&workbook_set_properties) set_properties = nullptr;
  decltype(&workbook_add_worksheet) add_worksheet = nullptr;
  decltype(&workbook_add_format) add_format = nullptr;
  decltype(&workbook_close) close = nullptr;
  decltype(&worksheet_write_string) write_string = nullptr;
  decltype(&worksheet_write_number) write_number = nullptr;
  decltype(&worksheet_write_boolean) write_boolean = nullptr;
  decltype(&worksheet_write_datetime) write_datetime = nullptr;
  decltype(&worksheet_set_column) set_column = nullptr;
  decltype(&worksheet_freeze_panes) freeze_panes = nullptr;
  decltype(&format_set_bold) set_bold = nullptr;
  decltype(&format_set_num_format) set_num_format = nullptr;

  bool take(void* library) {
    return take_from_library(library, "workbook_new", create) && take_from_library(library, "workbook_set_properties", set_properties) &&
           take_from_library(library, "workbook_add_worksheet", add_worksheet) && take_from_library(library, "workbook_add_format", add_format) &&
           take_from_library(library, "workbook_close", close) && take_from_library(library, "worksheet_write_string", write_string) &&
           take_from_library(library, "worksheet_write_number", write_number) && take_from_library(library, "worksheet_write_boolean", write_boolean) &&
           take_from_library(library, "worksheet_write_datetime", write_datetime) && take_from_library(library, "worksheet_set_column", set_column) &&
           take_from_library(library, "worksheet_freeze_panes", freeze_panes) && take_from_library(library, "format_set_bold", set_bold) &&
           take_from_library(library, "format_set_num_format", set_num_format);
  }
};

const XlsxLibrary* xlsx_library() {
  static const std::optional<XlsxLibrary> loaded = []() -> std::optional<XlsxLibrary> {
    XlsxLibrary xlsx;
    void* library = open_library(MLOC_LIBXLSXWRITER);
    return library && xlsx.take(library) ? std::optional(xlsx) : std::nullopt;
  }();
  return loaded ? &*loaded : nullptr;
}

class Workbook {
 public:
  Workbook(const XlsxLibrary& xlsx, const std::string& path, Language language) : xlsx_(xlsx), book_(xlsx.create(path.c_str())), language_(language) {
    if (!book_) return;
    lxw_doc_properties properties{};
    properties.created = 315532800;  // 1980-01-01, the day of every file in it: no clock in the bytes
    xlsx_.set_properties(book_, &properties);
    bold_ = xlsx_.add_format(book_);
    xlsx_.set_bold(bold_);
  }

  void add(const Sheet& sheet) {
    sheet_ = xlsx_.add_worksheet(book_, sheet.name.substr(0, 31).c_str());
    lxw_row_t row = 0;
    for (const std::string& line : sheet.above) {
      put_text(row, 0, line, row == 0 ? bold_ : nullptr);
      ++row;
    }
    ++row;
    for (std::size_t i = 0; i < sheet.table.columns.size(); ++i) put_head(row, static_cast<lxw_col_t>(i), sheet.table.columns[i]);
    xlsx_.freeze_panes(sheet_, row + 1, 0);
    for (const auto& line : sheet.table.rows) {
      ++row;
      for (std::size_t i = 0; i < line.size(); ++i)
        if (line[i]) put(row, static_cast<lxw_col_t>(i), *line[i], sheet.table.columns[i]);
    }
  }

  bool is_open() const { return book_ != nullptr; }
  bool close() { return xlsx_.close(book_) == LXW_NO_ERROR; }

 private:
  void put_text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    xlsx_.write_string(sheet_, row, column, printable(text).c_str(), format);
  }
  void put_head(lxw_row_t row, lxw_col_t column, const Column& head) {
    const std::string label = label_of(head, language_);
    put_text(row, column, label, bold_);
    xlsx_.set_column(sheet_, column, column, static_cast<double>(std::clamp<std::size_t>(width(label) + 2, 11, 32)), nullptr);
  }

  void put(lxw_row_t row, lxw_col_t column, const std::string& text, const Column& what) {
    const Column::Kind kind = what.kind;
    if (kind == Column::Kind::flag) {
      xlsx_.write_boolean(sheet_, row, column, text == "true", nullptr);
      return;
    }
    const auto day = kind == Column::Kind::day ? Date::parse(text) : std::nullopt;
    if (day) {
      lxw_datetime date{day->year(), static_cast<int>(day->month()), static_cast<int>(day->day()), 0, 0, 0};
      xlsx_.write_datetime(sheet_, row, column, &date, format("dd/mm/yyyy"));
      return;
    }
    const auto number = is_number(kind) ? decimal_number(text) : std::nullopt;
    if (!number) return put_text(row, column, text, nullptr);
    constexpr double minutes_of_a_day = 24 * 60;
    if (what.unit == ColumnUnit::minutes) return put_number(row, column, *number / minutes_of_a_day, "[h]:mm");
    if (what.unit == ColumnUnit::share) return put_number(row, column, *number, "0.0%");
    const auto point = text.find('.');
    const std::string decimals(point == text.npos ? 0 : text.size() - point - 1, '0');
    put_number(row, column, *number, kind == Column::Kind::money ? "#,##0.00" : decimals.empty() ? "0" : "0." + decimals);
  }

  void put_number(lxw_row_t row, lxw_col_t column, double number, const std::string& form) {
    xlsx_.write_number(sheet_, row, column, number, format(form));
  }

  lxw_format* format(const std::string& form) {
    lxw_format*& found = formats_[form];
    if (!found) {
      found = xlsx_.add_format(book_);
      xlsx_.set_num_format(found, form.c_str());
    }
    return found;
  }

  const XlsxLibrary& xlsx_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  std::map<std::string, lxw_format*> formats_;
  Language language_;
};

std::string whole(std::FILE* file) {
  std::string bytes;
  char block[65536];
  std::rewind(file);
  for (std::size_t read = 1; read > 0;) {
    read = std::fread(block, 1, sizeof block, file);
    bytes.append(block, read);
  }
  return bytes;
}

}  // namespace

Result<std::string> workbook_bytes(const std::vector<Sheet>& sheets, Language language) {
  const XlsxLibrary* xlsx = xlsx_library();
  // The library writes to a path only: here to a nameless file that goes with this process.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(xlsx ? std::tmpfile() : nullptr, [](std::FILE* one) { return one ? std::fclose(one) : 0; });
  if (!file) return fail(Exit::disk, problem("G132"_m, MLOC_LIBXLSXWRITER));
  Workbook book(*xlsx, fmt::format("/proc/self/fd/{}", fileno(file.get())), language);
  if (!book.is_open()) return fail(Exit::disk, problem("G132"_m, MLOC_LIBXLSXWRITER));
  for (const Sheet& sheet : sheets) book.add(sheet);
  if (!book.close()) return fail(Exit::disk, problem("G132"_m, MLOC_LIBXLSXWRITER));
  return whole(file.get());
}

}  // namespace mloc
