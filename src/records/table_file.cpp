#include "mloc/records/table_file.hpp"

#include <algorithm>
#include <optional>

#include "csv_rows.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "spreadsheet.hpp"

namespace mloc {
namespace {

/// What a file is that is no table, and what to do with it.
struct Other {
  Phrase what, advice;
};

std::string lower_start(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  std::string start(bytes.substr(first == bytes.npos ? bytes.size() : first, 200));
  for (char& c : start)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return start;
}

bool is_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view head = bytes.substr(0, 4096);
  return std::ranges::count(head, '\0') > std::ssize(head) / 8;
}

bool begins_json(std::string_view start) {
  if (start.empty() || (start[0] != '{' && start[0] != '[')) return false;
  const auto next = start.find_first_not_of(" \t\r\n", 1);
  return next == start.npos || std::string_view("\"{[]}0123456789-").find(start[next]) != std::string_view::npos;
}

std::optional<Other> of_signature(std::string_view bytes) {
  const Phrase save = phrase("open it in a spreadsheet and save it as xlsx, ods or CSV"), again = phrase("export it again as xlsx, ods or CSV");
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return Other{phrase("an old workbook (xls), or one with a password"), phrase("open it in a spreadsheet and save it as xlsx or ods, without a password")};
  if (bytes.starts_with("%PDF-")) return Other{phrase("a PDF"), phrase("ask for the table itself, as xlsx, ods or CSV")};
  if (bytes.starts_with("{\\rtf")) return Other{phrase("a text document (RTF)"), again};
  if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("7z\xBC\xAF") || bytes.starts_with("Rar!") || bytes.starts_with("BZh") || bytes.starts_with("\xFD" "7zXZ"))
    return Other{phrase("an archive"), phrase("unpack it and import what is in it")};
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("GIF8")) return Other{phrase("a picture"), phrase("ask for the table itself, as xlsx, ods or CSV")};
  if (bytes.starts_with("SQLite format 3")) return Other{phrase("a database (SQLite)"), again};
  const std::string_view utf32_big("\x00\x00\xFE\xFF", 4), utf32_little("\xFF\xFE\x00\x00", 4);
  if (bytes.starts_with(utf32_big) || bytes.starts_with(utf32_little)) return Other{phrase("a text in UTF-32"), phrase("save it as UTF-8")};
  if (is_utf16(bytes)) return Other{phrase("a text in UTF-16"), phrase("save it as UTF-8")};
  const std::string start = lower_start(bytes);
  for (const std::string_view tag : {"<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div"})
    if (start.starts_with(tag)) return Other{phrase("a web page (HTML)"), save};
  if (start.starts_with("<?xml") || start.starts_with("<!doctype")) {
    const bool page = start.find("html") != start.npos;
    return page ? Other{phrase("a web page (HTML)"), save} : Other{phrase("an XML file"), save};
  }
  if (begins_json(start)) return Other{phrase("JSON"), again};
  return std::nullopt;
}

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

/// By the names that the archive says; what it says is checked when it is read.
std::optional<Other> of_zip(std::string_view bytes) {
  const auto has = [&](std::string_view name) { return bytes.find(name) != bytes.npos; };
  if (bytes.substr(0, 200).find("opendocument.spreadsheet") != bytes.npos || has("xl/workbook.xml") || has("xl/worksheets/")) return std::nullopt;
  if (has("content.xml") && bytes.substr(0, 200).find("opendocument") == bytes.npos) return std::nullopt;
  if (has("xl/workbook.bin")) return Other{phrase("a binary workbook (xlsb)"), phrase("open it in a spreadsheet and save it as xlsx or ods")};
  if (has("word/") || has("ppt/") || has("opendocument")) return Other{phrase("a document that is no workbook"), phrase("put its table into a spreadsheet and save that as xlsx or ods")};
  return Other{phrase("an archive (zip)"), phrase("unpack it and import what is in it")};
}

/// The delimiter with which most of the headers are found; the expected one where no other finds more.
char found_delimiter(const std::string& bytes, const std::string& file, const TableForm& form) {
  constexpr std::size_t head_size = 16'384;
  std::string head = bytes.substr(0, head_size);
  if (head.size() == head_size) head.erase(std::min(head.rfind('\n'), head.size()));
  char best = form.delimiter;
  std::size_t most = 0;
  for (const char delimiter : {form.delimiter, ';', ',', '\t', '|'}) {
    const auto csv = read_csv(head, file, form.encoding, delimiter, form.headers);
    if (!csv) continue;
    const auto cells = static_cast<std::size_t>(std::ranges::count_if(csv->header.cells, [](const std::string& cell) { return !cell.empty(); }));
    std::size_t found = cells;
    if (!form.headers.empty()) {
      found = 0;
      for (const std::string& header : form.headers)
        if (std::ranges::any_of(csv->header.cells, [&](const std::string& cell) { return header_key(cell) == header_key(header); })) ++found;
      found = found * 1000 + cells;
    }
    if (found > most) most = found, best = delimiter;
  }
  return best;
}

}  // namespace

Result<Csv> read_table(std::string bytes, std::string file, const TableForm& form) {
  if (bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == bytes.npos) return fail(Exit::no, at({file, 1, 0, {}}, problem("I101"_m)));
  const auto other = is_zip(bytes) ? of_zip(bytes) : of_signature(bytes);
  if (other) return fail(Exit::no, at({file, 1, 0, {}}, hinted(problem("I168"_m, other->what), other->advice)));
  if (is_zip(bytes)) return read_spreadsheet(std::move(bytes), std::move(file), form);
  const char delimiter = found_delimiter(bytes, file, form);
  return read_csv(std::move(bytes), std::move(file), form.encoding, delimiter, form.headers);
}

}  // namespace mloc
