#include "mloc/import/rules/mapping.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "mloc/base/date.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/points.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/time.hpp"

namespace mloc::imports {
namespace {

using Take = ColumnRule::Take;

constexpr std::array<std::pair<std::string_view, Take>, 12> takes = {{{"text", Take::text},
                                                                      {"day", Take::day},
                                                                      {"time", Take::time},
                                                                      {"money", Take::money},
                                                                      {"points", Take::points},
                                                                      {"integer", Take::integer},
                                                                      {"flag", Take::flag},
                                                                      {"defined", Take::defined},
                                                                      {"split", Take::split},
                                                                      {"phone", Take::phone},
                                                                      {"siret", Take::siret},
                                                                      {"name", Take::name}}};

ColumnRule column_from(const Node& node) {
  ColumnRule column;
  column.header = node.get("header");
  column.field = node.get("field");
  column.required = node.get("required") == "true";
  column.drop_unmapped = node.get("unmapped") == "drop";
  if (node.has("separator")) column.separator = node.get("separator");
  const auto take = std::ranges::find(takes, node.get("take"), &std::pair<std::string_view, Take>::first);
  if (take != takes.end()) column.take = take->second;
  const Node* map = node.find("map");
  if (!map) return column;
  std::set<std::string> ambiguous;
  for (const Node& entry : *map) {
    column.values.emplace(entry.key, entry.text);
    if (!column.folded_values.emplace(folded(entry.key), entry.text).second) ambiguous.insert(folded(entry.key));
  }
  for (const std::string& name : ambiguous) column.folded_values.erase(name);
  return column;
}

std::string single_blanks(std::string_view text) {
  std::string made;
  for (const std::string_view part : split(text, ' ')) {
    const std::string_view word = trimmed(part);
    if (word.empty()) continue;
    if (!made.empty()) made += ' ';
    made += word;
  }
  return made;
}

std::string without(std::string_view text, std::string_view unwanted) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u00a0") ++i;
    else if (text.substr(i, 3) == "\u202f") i += 2;
    else if (unwanted.find(text[i]) == std::string_view::npos) made += text[i];
  }
  return made;
}

std::optional<std::string> read_time(std::string_view text) {
  const auto time = Time::parse_french(text);
  return time ? std::optional(time->text()) : std::nullopt;
}

std::optional<std::string> read_flag(std::string_view text) {
  const std::string word = folded(text);
  for (const std::string_view yes : {"o", "oui", "1", "true", "vrai", "x", "y", "yes"})
    if (word == yes) return "true";
  for (const std::string_view no : {"n", "non", "0", "false", "faux", "no"})
    if (word == no) return "false";
  return std::nullopt;
}

std::optional<std::string> read_integer(std::string_view text) {
  const auto number = whole_number<std::int64_t>(without(text, " "));
  return number ? std::optional(std::to_string(*number)) : std::nullopt;
}

/// One value of a column that has no map.
Result<std::string> read_value(std::string_view cell, const ColumnRule& column, const Mapping& mapping) {
  const auto wanted = [&](std::optional<std::string> value, Message code) -> Result<std::string> {
    if (!value) return fail(Exit::no, problem(code, cell));
    return *std::move(value);
  };
  switch (column.take) {
    case Take::day: {
      const auto day = mapping.french_dates ? Date::parse_french(cell) : Date::parse(cell);
      return wanted(day ? std::optional(day->text()) : std::nullopt, "I104"_m);
    }
    case Take::time: return wanted(read_time(cell), "I105"_m);
    case Take::money: {
      const auto amount = Money::parse_french(cell, mapping.decimal_comma);
      return wanted(amount ? std::optional(amount->text()) : std::nullopt, "I106"_m);
    }
    case Take::points: {
      std::string points(cell);
      if (mapping.decimal_comma) std::ranges::replace(points, ',', '.');
      const auto halves = half_points(points);
      return wanted(halves ? std::optional(points_text(*halves)) : std::nullopt, "N104"_m);
    }
    case Take::integer: return wanted(read_integer(cell), "I107"_m);
    case Take::flag: return wanted(read_flag(cell), "I108"_m);
    case Take::siret: {
      const std::string siret = without(cell, " ");
      return wanted(siret_is_valid(siret) ? std::optional(siret) : std::nullopt, "I109"_m);
    }
    case Take::phone: return without(cell, " .-()/");
    case Take::name: return single_blanks(cell);
    default: return std::string(cell);
  }
}

Result<std::string> read_mapped(std::string_view cell, const ColumnRule& column) {
  if (const auto found = column.values.find(std::string(cell)); found != column.values.end()) return found->second;
  if (const auto found = column.folded_values.find(folded(cell)); found != column.folded_values.end())
    return found->second;
  std::vector<std::string> known;
  for (const auto& [name, code] : column.values) known.push_back(name);
  Problem unknown = problem("I113"_m, cell);
  if (const auto near = nearest(cell, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::no, std::move(unknown));
}

Result<std::string> read_one(std::string_view cell, const ColumnRule& column, const Mapping& mapping) {
  return column.values.empty() ? read_value(cell, column, mapping) : read_mapped(cell, column);
}

}  // namespace

Mapping Mapping::from(const Node& root) {
  Mapping mapping;
  mapping.name = root.get("name");
  mapping.makes = root.get("makes");
  if (root.has("encoding")) mapping.encoding = root.get("encoding");
  if (root.has("delimiter")) mapping.delimiter = root.get("delimiter").front();
  mapping.decimal_comma = root.get("decimal") != ".";
  mapping.french_dates = root.get("dates") != "yyyy-mm-dd";
  if (root.get("unknown_columns") == "warn") mapping.unknown_columns = Unknown::warn;
  if (root.get("unknown_columns") == "ignore") mapping.unknown_columns = Unknown::ignore;
  for (const Node& field : *root.find("key")) mapping.key.emplace_back(field.text);
  if (const Node* constants = root.find("set"))
    for (const Node& entry : *constants) mapping.constants.emplace(entry.key, entry.text);
  for (const Node& column : *root.find("columns")) mapping.columns.push_back(column_from(column));
  return mapping;
}

Result<CellValue> take_cell(std::string_view cell, const ColumnRule& column, const Mapping& mapping) {
  if (column.take == Take::defined) return CellValue{true, false, {cell.empty() ? "false" : "true"}};
  if (cell.empty()) {
    if (column.required) return fail(Exit::no, problem("I114"_m));
    return CellValue{};
  }
  if (column.take != Take::split) {
    auto value = read_one(cell, column, mapping);
    if (!value && column.drop_unmapped && !column.values.empty()) return CellValue{};
    if (!value) return tl::make_unexpected(std::move(value.error()));
    return CellValue{true, false, {*std::move(value)}};
  }
  CellValue taken{true, true, {}};
  std::vector<Problem> problems;
  for (std::string_view rest = cell;;) {
    const auto end = rest.find(column.separator);
    auto value = read_one(trimmed(rest.substr(0, end)), column, mapping);
    if (value) taken.values.push_back(*std::move(value));
    else if (!column.drop_unmapped) problems.push_back(value.error().problems.front());
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + column.separator.size());
  }
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return taken;
}

}  // namespace mloc::imports
