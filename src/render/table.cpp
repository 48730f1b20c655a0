#include "mloc/render/table.hpp"

#include <algorithm>
#include <limits>

#include "forms.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  return names;
}

Result<std::size_t> find_column(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  if (found != table.columns.end()) return static_cast<std::size_t>(found - table.columns.begin());
  Problem unknown = problem("C120"_m, name);
  const auto names = names_of(table);
  const auto near = nearest(name, names);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(names);
  return fail(Exit::usage, std::move(unknown));
}

/// A hidden figure comes before every number.
bool number_is_less(const std::string& a, const std::string& b) {
  constexpr double hidden = -std::numeric_limits<double>::infinity();
  return decimal_number(a).value_or(hidden) < decimal_number(b).value_or(hidden);
}

bool is_less(const Cell& a, const Cell& b, Column::Kind kind) {
  if (is_number(kind)) return number_is_less(*a, *b);
  if (kind != Column::Kind::text) return *a < *b;
  const std::string left = folded(*a), right = folded(*b);
  return left != right ? left < right : *a < *b;
}

/// What is not known comes last in both directions.
Result<> sort_by(Table& table, const std::string& order) {
  const auto colon = order.find(':');
  const bool down = colon != std::string::npos && order.substr(colon + 1) == "desc";
  if (colon != std::string::npos && !down)
    return fail(Exit::usage, problem("C102"_m, phrase("--sort takes NAME or NAME:desc")));
  TRY(column, find_column(table, order.substr(0, colon)));
  const Column::Kind kind = table.columns[column].kind;
  std::ranges::stable_sort(table.rows, [&](const auto& left, const auto& right) {
    const Cell &a = left[column], &b = right[column];
    if (!a || !b) return a.has_value() > b.has_value();
    return down ? is_less(b, a, kind) : is_less(a, b, kind);
  });
  return {};
}

Result<Table> only_columns(Table table, const std::vector<std::string>& names) {
  Table kept{std::move(table.kind), {}, {}};
  std::vector<std::size_t> places;
  for (const std::string& name : names) {
    TRY(place, find_column(table, name));
    places.push_back(place);
    kept.columns.push_back(table.columns[place]);
  }
  for (const auto& row : table.rows) {
    kept.rows.emplace_back();
    for (const std::size_t place : places) kept.rows.back().push_back(row[place]);
  }
  return kept;
}

}  // namespace

std::string_view name_of(Format format) {
  constexpr std::string_view names[] = {"table", "csv", "json", "jsonl", "md", "html", "xlsx"};
  return names[static_cast<std::size_t>(format)];
}

bool is_number(Column::Kind kind) {
  return kind == Column::Kind::integer || kind == Column::Kind::money || kind == Column::Kind::ratio;
}

Result<Table> chosen(Table table, const View& view) {
  for (auto order = view.sort.rbegin(); order != view.sort.rend(); ++order) CHECKED(sort_by(table, *order));
  if (view.limit && table.rows.size() > static_cast<std::size_t>(*view.limit))
    table.rows.resize(static_cast<std::size_t>(*view.limit));
  if (view.columns.empty()) return table;
  return only_columns(std::move(table), view.columns);
}

Result<std::string> rendered(Table table, const View& view) {
  TRY(shown, chosen(std::move(table), view));
  switch (view.format) {
    case Format::csv: return as_csv(shown, view.excel);
    case Format::json: return as_json(shown);
    case Format::jsonl: return as_json_lines(shown);
    case Format::md: return as_markdown(shown, view.language);
    case Format::table:
    case Format::html:
    case Format::xlsx: break;
  }
  return view.columns.empty() && view.width ? as_fitted(std::move(shown), *view.width, view.language) : as_aligned(shown, view.language);
}

Cell ratio_text(std::int64_t part, std::int64_t whole, int decimals) {
  if (whole == 0) return std::nullopt;
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const bool negative = (part < 0) != (whole < 0) && part != 0;
  const std::int64_t top = std::abs(part), bottom = std::abs(whole);
  const std::int64_t value = (top * scale * 2 + bottom) / (bottom * 2);
  std::string text = fmt::format("{}{}", negative && value ? "-" : "", value / scale);
  if (decimals > 0) text += fmt::format(".{:0{}}", value % scale, decimals);
  return text;
}

}  // namespace mloc
