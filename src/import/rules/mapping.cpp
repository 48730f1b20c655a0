#include "mloc/import/rules/mapping.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/person_name.hpp"
#include "mloc/base/phone.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/points.hpp"
#include "mloc/base/siret.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/time.hpp"

namespace mloc::imports {
namespace {

using Take = ColumnRule::Take;

constexpr std::array<std::pair<std::string_view, Take>, 13> takes = {{{"text", Take::text},
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
                                                                      {"name", Take::name},
                                                                      {"commune", Take::commune}}};

ColumnRule column_from(const Node& node, int version) {
  ColumnRule column;
  column.header = node.get("header");
  column.field = node.get("field");
  column.line = node.mark.line;
  column.optional = node.get("optional") == "true";
  // In the first version of mappings one word said both.
  column.filled = node.get(node.has("filled") || version > 1 ? "filled" : "required") == "true";
  column.drop_unmapped = node.get("unmapped") == "drop";
  column.empty = node.get("empty");
  if (node.has("century")) column.century = *whole_number<int>(node.get("century"));
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

/// `05/03/10` of a column that says its century. Midnight, which databases append, is no time of day.
Result<std::string> read_day(std::string_view cell, const ColumnRule& column, const Mapping& mapping) {
  const auto unread = [&](Phrase why) { return fail(Exit::no, hinted(problem("I104"_m, cell), std::move(why))); };
  std::string_view text = cell;
  for (const std::string_view midnight : {" 00:00:00", "T00:00:00", " 00:00", " 0:00"})
    if (text.size() > midnight.size() && text.ends_with(midnight)) text.remove_suffix(midnight.size());
  const int century = column.century != 0 ? column.century : mapping.century;
  const bool is_short = text.size() == 8 && text[2] == '/' && text[5] == '/';
  if (is_short && mapping.french_dates && century == 0)
    return unread(phrase("a year of two digits has no century: write `century = 2000` in the mapping"));
  std::string whole(text);
  if (is_short && mapping.french_dates) whole.insert(6, std::to_string(century / 100));
  const auto day = mapping.french_dates ? Date::parse_french(whole) : Date::parse(whole);
  if (day) return day->text();
  const bool is_serial = text.size() == 5 && text.find_first_not_of("0123456789") == text.npos;
  return unread(is_serial ? phrase("a spreadsheet's count of days: give the column the form of a date") : Phrase());
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
    case Take::day: return read_day(cell, column, mapping);
    case Take::time: return wanted(read_time(cell), "I105"_m);
    case Take::money: {
      TRY(amount, read_amount(cell, mapping.decimal_comma));
      if (amount.cents() < 0) return fail(Exit::no, hinted(problem("I106"_m, cell), phrase("it is negative")));
      return amount.text();
    }
    case Take::points: {
      std::string points(cell);
      if (mapping.decimal_comma) std::ranges::replace(points, ',', '.');
      const auto halves = half_points(points);
      return wanted(halves ? std::optional(points_text(*halves)) : std::nullopt, "N104"_m);
    }
    case Take::integer: return wanted(read_integer(cell), "I107"_m);
    case Take::flag: return wanted(read_flag(cell), "I108"_m);
    case Take::siret: return read_siret(cell);
    case Take::phone: return read_phone(cell);
    case Take::name: return read_name(cell);
    default: return std::string(cell);
  }
}

/// The nearest, or the one that shares the longest beginning of a word (`ML Orléans`).
std::optional<std::string> likeliest(std::string_view cell, const std::vector<std::string>& known) {
  if (const auto near = nearest(cell, known)) return near;
  std::optional<std::string> best;
  std::size_t longest = 3;
  const std::string wanted = folded(cell);
  for (const std::string& one : known) {
    const std::string key = folded(one);
    for (const std::string_view word : split(wanted, ' '))
      for (const std::string_view other : split(key, ' ')) {
        const auto ends = std::ranges::mismatch(word, other);
        const auto shared = static_cast<std::size_t>(ends.in1 - word.begin());
        if (shared > longest) longest = shared, best = one;
      }
  }
  return best;
}

Result<std::string> read_mapped(std::string_view cell, const ColumnRule& column) {
  if (const auto found = column.values.find(std::string(cell)); found != column.values.end()) return found->second;
  if (const auto found = column.folded_values.find(folded(cell)); found != column.folded_values.end())
    return found->second;
  std::vector<std::string> known;
  for (const auto& [name, code] : column.values) known.push_back(name);
  Problem unknown = problem("I113"_m, cell);
  if (const auto near = likeliest(cell, known)) unknown.hint = did_you_mean(*near);
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
  if (root.has("century")) mapping.century = *whole_number<int>(root.get("century"));
  mapping.sheet = root.get("sheet");
  if (root.get("covers") == "all") mapping.covers = Covers::all;
  if (root.get("covers") == "period") mapping.covers = Covers::period;
  if (root.get("covers") == "nothing") mapping.covers = Covers::nothing;
  if (root.get("unknown_columns") == "warn") mapping.unknown_columns = Unknown::warn;
  if (root.get("unknown_columns") == "ignore") mapping.unknown_columns = Unknown::ignore;
  for (const Node& field : *root.find("key")) mapping.key.emplace_back(field.text);
  if (const Node* constants = root.find("set"))
    for (const Node& entry : *constants) mapping.constants.emplace(entry.key, entry.text);
  for (const Node& column : *root.find("columns")) mapping.columns.push_back(column_from(column, root.get("version") == "1" ? 1 : 2));
  return mapping;
}

Result<CellValue> take_cell(std::string_view cell, const ColumnRule& column, const Mapping& mapping) {
  if (column.take == Take::defined) return CellValue{true, false, {cell.empty() ? "false" : "true"}, {}};
  if (cell.empty() || (!column.empty.empty() && cell == column.empty)) {
    if (const auto mapped = column.values.find(""); mapped != column.values.end()) return CellValue{true, false, {mapped->second}, {}};
    if (column.filled) return fail(Exit::no, problem("I114"_m));
    return CellValue{};
  }
  if (column.take == Take::name && stands_for_no_name(cell))
    return fail(Exit::no, hinted(problem("I166"_m, cell), phrase("somebody with a single name: mloc enrol add --single-name")));
  if (column.take == Take::name && column.field == "identity.surname") {
    TRY(surname, read_surname(cell));
    return CellValue{true, false, {std::move(surname.birth)}, std::move(surname.use)};
  }
  if (column.take != Take::split) {
    auto value = read_one(cell, column, mapping);
    if (!value && column.drop_unmapped && !column.values.empty()) return CellValue{.dropped = {std::string(cell)}};
    if (!value) return tl::make_unexpected(std::move(value.error()));
    return value->empty() ? CellValue{} : CellValue{true, false, {*std::move(value)}, {}};
  }
  CellValue taken{true, true, {}, {}};
  std::vector<Problem> problems;
  for (std::string_view rest = cell;;) {
    const auto end = rest.find(column.separator);
    const std::string_view part = trimmed(rest.substr(0, end));
    auto value = read_one(part, column, mapping);
    if (value && !value->empty()) taken.values.push_back(*std::move(value));
    else if (!value && column.drop_unmapped) taken.dropped.emplace_back(part);
    else if (!value) problems.push_back(value.error().problems.front());
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + column.separator.size());
  }
  if (!problems.empty()) return fail(Exit::no, std::move(problems));
  return taken;
}

}  // namespace mloc::imports
