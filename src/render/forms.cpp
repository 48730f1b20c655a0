#include "forms.hpp"

#include <algorithm>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/text.hpp"
#include "texts.hpp"

namespace mloc {
namespace {

using Kind = Column::Kind;

std::string padded(const std::string& text, std::size_t wide, bool right) {
  const std::string blanks(wide - std::min(wide, width(text)), ' ');
  return right ? blanks + text : text + blanks;
}

std::string csv_field(std::string text, char separator) {
  if (text.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string excel_text(std::string text, Kind kind) {
  if (is_number(kind)) std::ranges::replace(text, '.', ',');
  else if (!text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos) text.insert(0, "'");
  return text;
}

char32_t decoded(std::string_view character) {
  char32_t value = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return value;
  value &= 0x7Fu >> character.size();
  for (const char byte : character.substr(1)) value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
  return value;
}

std::string json_escape(char32_t c) {
  if (c < 0x10000) return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  const unsigned rest = static_cast<unsigned>(c) - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

/// What is not admitted in a record (controls, bidi) is escaped: it survives and does a terminal no harm.
std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_of_character(text, at);
    const std::string_view character = text.substr(at, length);
    if (!is_utf8(character)) result += "\\ufffd";
    else if (character == "\"" || character == "\\") result.append("\\").append(character);
    else if (is_admitted(decoded(character))) result += character;
    else result += json_escape(decoded(character));
    at += length;
  }
  return result + "\"";
}

std::string json_value(const Cell& cell, Kind kind) {
  if (!cell) return "null";
  // A hidden figure is a word where a number would stand.
  const bool bare = kind == Kind::flag || ((kind == Kind::integer || kind == Kind::ratio) && cell->find_first_not_of("-0123456789.e+") == std::string::npos);
  return bare ? *cell : json_text(*cell);
}

std::string json_row(const Table& table, const std::vector<Cell>& row) {
  std::string text = "{";
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i) text += ", ";
    text += json_text(table.columns[i].name) + ": " + json_value(row[i], table.columns[i].kind);
  }
  return text + "}";
}

std::string markdown_text(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\|<>[]*_`#&").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

}  // namespace

std::string label_of(const Column& column, Language language) {
  const std::string& label = language == Language::french ? column.french : column.english;
  return label.empty() ? column.name : label;
}

std::string shown(const Cell& cell, Column::Kind kind, Language language) {
  if (!cell) return {};
  const bool french = language == Language::french;
  if (kind == Kind::flag) return *cell == "true" ? (french ? "oui" : "yes") : (french ? "non" : "no");
  if (kind == Kind::money && french)
    if (const auto money = Money::parse(*cell)) return money->french();
  if (kind == Kind::day && french)
    if (const auto day = Date::parse(*cell)) return day->french();
  if (kind == Kind::ratio && french) {
    std::string text = *cell;
    std::ranges::replace(text, '.', ',');
    return text;
  }
  return printable(*cell);
}

std::string as_aligned(const Table& table, Language language) {
  std::vector<std::vector<std::string>> lines(1);
  std::vector<std::size_t> wide;
  for (const Column& column : table.columns) {
    lines[0].push_back(label_of(column, language));
    wide.push_back(width(lines[0].back()));
  }
  for (const auto& row : table.rows) {
    lines.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      lines.back().push_back(shown(row[i], table.columns[i].kind, language));
      wide[i] = std::max(wide[i], width(lines.back().back()));
    }
  }
  lines.insert(lines.begin() + 1, std::vector<std::string>{});
  for (const std::size_t columns : wide) lines[1].push_back(std::string(columns, '-'));
  std::string text;
  for (const auto& line : lines) {
    std::string one;
    for (std::size_t i = 0; i < line.size(); ++i)
      one += (i ? "  " : "") + padded(line[i], wide[i], is_number(table.columns[i].kind));
    one.erase(one.find_last_not_of(' ') + 1);
    text += one + "\n";
  }
  return text;
}

std::string as_csv(const Table& table, bool excel) {
  const char separator = excel ? ';' : ',';
  std::string text = excel ? "\xEF\xBB\xBF" : "";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    text += (i ? std::string(1, separator) : std::string{}) + csv_field(table.columns[i].name, separator);
  text += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) text += separator;
      const std::string value = row[i].value_or(std::string{});
      text += csv_field(excel ? excel_text(value, table.columns[i].kind) : value, separator);
    }
    text += "\r\n";
  }
  return text;
}

std::string as_json(const Table& table) {
  std::string text = "{\"mloc\": 1, \"kind\": " + json_text(table.kind) + ", \"rows\": [";
  for (std::size_t i = 0; i < table.rows.size(); ++i) text += (i ? ",\n  " : "\n  ") + json_row(table, table.rows[i]);
  return text + (table.rows.empty() ? "]}\n" : "\n]}\n");
}

std::string as_json_lines(const Table& table) {
  std::string text;
  for (const auto& row : table.rows) text += json_row(table, row) + "\n";
  return text;
}

std::string as_markdown(const Table& table, Language language) {
  std::string head = "|", rule = "|", body;
  for (const Column& column : table.columns) {
    head += " " + markdown_text(label_of(column, language)) + " |";
    rule += is_number(column.kind) ? " ---: |" : " --- |";
  }
  for (const auto& row : table.rows) {
    body += "|";
    for (std::size_t i = 0; i < row.size(); ++i)
      body += " " + markdown_text(shown(row[i], table.columns[i].kind, language)) + " |";
    body += "\n";
  }
  return head + "\n" + rule + "\n" + body;
}

}  // namespace mloc
