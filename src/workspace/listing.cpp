#include "mloc/workspace/listing.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/money.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc {
namespace {

struct Term {
  bool negated = false;
  std::string field, comparison, value;
};

std::optional<Term> read_term(std::string_view text) {
  Term term;
  if (text.starts_with("not:")) {
    term.negated = true;
    text.remove_prefix(4);
  }
  const auto end = text.find_first_of(":<>=");
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  term.field = text.substr(0, end);
  const bool two = text.substr(end + 1).starts_with('=');
  const std::string_view sign = text.substr(end, two ? 2 : 1);
  term.comparison = sign == ":" ? "=" : std::string(sign);
  term.value = text.substr(end + sign.size());
  return term;
}

tl::unexpected<Failure> unknown_field(const std::string& name, const std::vector<Field>& fields) {
  std::vector<std::string> known;
  for (const Field& field : fields) known.push_back(field.column.name);
  Problem unknown = problem("C108"_m, name);
  const auto near = nearest(name, known);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(known);
  return fail(Exit::usage, std::move(unknown));
}

/// The codes that a field may hold, or none when it takes anything.
std::vector<std::string> codes_of(std::string_view name) {
  for (const std::string_view kind : {"application", "person", "lesson"}) {
    const Schema::Property* property = find_kind(kind)->schema->find(name);
    if (property && !property->schema->words.empty()) return property->schema->words;
  }
  return {};
}

Result<SqlValue> value_of(const Term& term, const Field& field, const Date& today) {
  switch (field.column.kind) {
    case Column::Kind::integer: {
      const auto number = Money::parse_french(term.value, false);
      if (!number || number->cents() % 100) return fail(Exit::usage, problem("I107"_m, term.value));
      return SqlValue(number->cents() / 100);
    }
    case Column::Kind::money: {
      TRY(amount, parse_amount(term.value));
      return SqlValue(amount.cents());
    }
    case Column::Kind::flag: return SqlValue(std::int64_t{term.value == "true" || term.value == "oui" || term.value == "1"});
    case Column::Kind::day: {
      TRY(day, parse_day(term.value, today));
      return SqlValue(day.text());
    }
    default: break;
  }
  const auto codes = field.codes.empty() ? codes_of(field.column.name) : field.codes;
  if (!codes.empty() && std::ranges::find(codes, term.value) == codes.end()) {
    Problem unknown = problem("R206"_m, term.value);
    if (const auto near = nearest(term.value, codes)) unknown.hint = did_you_mean(*near);
    return fail(Exit::usage, std::move(unknown));
  }
  return SqlValue(term.value);
}

}  // namespace

Result<Where> where_of(const std::vector<std::string>& terms, const std::vector<Field>& fields, const Date& today) {
  Where where;
  for (const std::string& text : terms) {
    const auto term = read_term(text);
    if (!term) return fail(Exit::usage, problem("C140"_m, text));
    const auto field = std::ranges::find(fields, term->field, [](const Field& one) { return one.column.name; });
    if (field == fields.end()) return unknown_field(term->field, fields);
    where.used.push_back(term->field);
    std::string condition;
    // A month, a quarter or a year stands for all its days.
    const bool period = field->column.kind == Column::Kind::day && term->comparison == "=";
    if (period) {
      TRY(days, about(term->field, parse_period(term->value, today)));
      where.parameters.emplace_back(days.first.text());
      where.parameters.emplace_back(days.last.text());
      condition = fmt::format("{} BETWEEN ?{} AND ?{}", field->sql, where.parameters.size() - 1, where.parameters.size());
    } else {
      TRY(value, about(term->field, value_of(*term, *field, today)));
      where.parameters.push_back(std::move(value));
      condition = fmt::format("{} {} ?{}", field->sql, term->comparison, where.parameters.size());
    }
    where.sql += where.sql.empty() ? " WHERE " : " AND ";
    where.sql += term->negated ? fmt::format("({} IS NULL OR NOT ({}))", field->sql, condition) : "(" + condition + ")";
  }
  return where;
}

Result<std::size_t> print_rows(Workspace& workspace, const std::string& kind, const std::vector<Field>& fields,
                               const std::string& from, const Where& where, const std::string& order, Sight sight) {
  if (const auto& as = workspace.globals().as) {
    TRY(viewer, viewer_of(workspace, *as));
    for (const std::string& field : where.used)
      if (!viewer.sees(kind, field)) return fail(Exit::rule, problem("N133"_m, *as, field));
    sight = {sight.sensitive && viewer.sensitive, sight.identities};
  }
  TRY(index, workspace.valid_index());
  std::string sql = "SELECT ";
  Table table{kind, {}, {}};
  for (const Field& field : fields) {
    if (!table.columns.empty()) sql += ", ";
    sql += field.sql + " AS \"" + field.column.name + "\"";
    table.columns.push_back(field.column);
  }
  TRY(found, index->rows(sql + " FROM " + from + where.sql + " ORDER BY " + order, where.parameters, sight));
  for (const auto& row : found.rows) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell_of(row[i], fields[i].column.kind));
    table.rows.push_back(std::move(cells));
  }
  const std::size_t count = table.rows.size();
  CHECKED(print(workspace.world(), workspace.globals(), std::move(table)));
  return count;
}

}  // namespace mloc
