#include "forms.hpp"

#include <algorithm>
#include <numeric>

#include "mloc/base/csv_text.hpp"
#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/render/figure_text.hpp"
#include "mloc/render/json_text.hpp"

namespace mloc {
namespace {

using Kind = Column::Kind;

std::string padded(const std::string& text, std::size_t wide, bool right) {
  const std::string blanks(wide - std::min(wide, width(text)), ' ');
  return right ? blanks + text : text + blanks;
}

/// A spreadsheet would take it for a quantity: its first zero, or digits beyond the fifteenth, would be lost.
bool is_code_of_digits(std::string_view text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits && (text.size() > 11 || (text.size() > 1 && text[0] == '0'));
}

std::string excel_text(std::string text, Kind kind) {
  if (is_number(kind)) std::ranges::replace(text, '.', ',');
  else if (kind == Kind::text && is_code_of_digits(text)) return "=\"" + text + '"';
  else if (!text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos) text.insert(0, "'");
  return text;
}

std::string json_value(const Cell& cell, Kind kind) {
  if (!cell) return "null";
  // Where a number would stand may be the word of a hidden figure, or a day.
  const bool bare = kind == Kind::flag || ((kind == Kind::integer || kind == Kind::ratio) && decimal_number(*cell));
  return bare ? *cell : json_text(*cell);
}

std::string json_row(const Table& table, const std::vector<Cell>& row) {
  std::vector<std::pair<std::string_view, std::string>> members;
  for (std::size_t i = 0; i < row.size(); ++i) members.emplace_back(table.columns[i].name, json_value(row[i], table.columns[i].kind));
  return json_object(members);
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

std::string shown(const Cell& cell, const Column& column, Language language) {
  if (!cell || column.unit == ColumnUnit::none) return shown(cell, column.kind, language);
  return figure_text(*cell, column.kind, column.unit, language);
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
      lines.back().push_back(shown(row[i], table.columns[i], language));
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

namespace {

std::vector<std::size_t> widths_of(const Table& table, Language language) {
  std::vector<std::size_t> wide;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    wide.push_back(width(label_of(table.columns[i], language)));
    for (const auto& row : table.rows) wide[i] = std::max(wide[i], width(shown(row[i], table.columns[i], language)));
  }
  return wide;
}

bool says_nothing(const Table& table, std::size_t column) {
  return std::ranges::all_of(table.rows, [&](const auto& row) { return !row[column] || row[column]->find_first_not_of("0.") == std::string::npos; });
}

void drop_column(Table& table, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  table.columns.erase(table.columns.begin() + at);
  for (auto& row : table.rows) row.erase(row.begin() + at);
}

}  // namespace

std::string as_fitted(Table table, std::size_t wide, Language language) {
  std::vector<std::size_t> widths = widths_of(table, language);
  std::string dropped;
  const auto needed = [&] { return std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1)); };
  while (widths.size() > 1 && needed() > wide) {
    std::size_t least = widths.size() - 1;
    for (std::size_t i = widths.size(); i-- > 1;)
      if (says_nothing(table, i)) {
        least = i;
        break;
      }
    dropped += (dropped.empty() ? "" : ", ") + label_of(table.columns[least], language);
    widths.erase(widths.begin() + static_cast<std::ptrdiff_t>(least));
    drop_column(table, least);
  }
  std::string text = as_aligned(table, language);
  if (!dropped.empty()) text += (language == Language::french ? "Sans place ici : " : "No room here for: ") + dropped + " (--columns, -O csv)\n";
  return text;
}

std::string as_csv(const Table& table, bool excel) {
  const char separator = excel ? ';' : ',';
  std::string text = excel ? "\xEF\xBB\xBF" : "";
  std::vector<std::string> cells;
  for (const Column& column : table.columns) cells.push_back(column.name);
  text += csv_line(cells, separator);
  for (const auto& row : table.rows) {
    cells.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string value = row[i].value_or(std::string{});
      cells.push_back(excel ? excel_text(value, table.columns[i].kind) : value);
    }
    text += csv_line(cells, separator);
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
      body += " " + markdown_text(shown(row[i], table.columns[i], language)) + " |";
    body += "\n";
  }
  return head + "\n" + rule + "\n" + body;
}

}  // namespace mloc
