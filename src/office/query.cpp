#include "query_verbs.hpp"

#include <algorithm>

#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/trust.hpp"

namespace mloc::office {
namespace {

/// SQL gives values, not kinds: a column of whole numbers only is aligned as numbers, all else is text.
Column::Kind kind_of(const Rows& rows, std::size_t column) {
  bool any = false;
  for (const auto& row : rows.rows) {
    if (std::holds_alternative<std::string>(row[column])) return Column::Kind::text;
    any = any || !std::holds_alternative<std::monostate>(row[column]);
  }
  return any ? Column::Kind::integer : Column::Kind::text;
}

/// Two columns of one name would be one in JSON.
std::string free_name(const Table& table, const std::string& name) {
  std::string made = name;
  const auto taken = [&] { return std::ranges::find(table.columns, made, &Column::name) != table.columns.end(); };
  for (int number = 2; taken(); ++number) made = fmt::format("{}_{}", name, number);
  return made;
}

Table table_of(const Rows& rows) {
  Table table{"query", {}, {}};
  for (std::size_t i = 0; i < rows.columns.size(); ++i)
    table.columns.push_back({free_name(table, rows.columns[i]), kind_of(rows, i)});
  for (const auto& row : rows.rows) {
    table.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) table.rows.back().push_back(cell_of(row[i], table.columns[i].kind));
  }
  return table;
}

}  // namespace

Result<Exit> run_query(World& world, const Globals& globals, const QueryArgs& args) {
  if (args.tables) return list_tables(world, globals, args);
  if (args.sql.empty()) return fail(Exit::usage, problem("C115"_m, "SQL"));
  CHECKED(refuse_audience(globals, "query"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  TRY(rows, trusted.index->rows(args.sql, {}, {args.sensitive, args.identities}));
  TRY(text, rendered(table_of(rows), globals.view));
  CHECKED(world.out.write(text));
  return trusted.exit(globals.exit_of(rows.rows.size()));
}

}  // namespace mloc::office
