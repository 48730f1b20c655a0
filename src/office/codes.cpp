#include "codes_verbs.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "mloc/base/nearest_code.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::office {
namespace {

using K = Column::Kind;
using Uses = std::map<std::string, std::int64_t, std::less<>>;

/// Where records may hold codes of a list: a table of the index and its column, or the keys of a map.
struct Holder {
  std::string table, column;
};

void collect(const Schema& schema, const std::string& table, const std::string& column, std::string_view list, std::vector<Holder>& found) {
  const auto has = [&](const Schema& one) { return std::ranges::any_of(one.codes, [&](const CodeList* known) { return known->name == list; }); };
  if (schema.type == Schema::Type::text && has(schema)) found.push_back({table, column});
  if (schema.type == Schema::Type::list && schema.items)
    collect(*schema.items, table + "_" + column, "value", list, found);
  if (schema.type != Schema::Type::map) return;
  if (schema.keys && has(*schema.keys)) found.push_back({table + "_" + column, "key"});
  if (schema.keys && schema.items) collect(*schema.items, table + "_" + column, "value", list, found);
  for (const auto& property : schema.properties)
    collect(*property.schema, table, column.empty() ? property.name : column + "_" + property.name, list, found);
}

/// How many records have each code; records that are voided, too, for they keep it.
Result<Uses> uses_of(Index& index, std::string_view list) {
  std::vector<Holder> holders;
  for (const std::string& kind : kind_names())
    if (find_kind(kind)->folder != Folder::settings) collect(*find_kind(kind)->schema, kind, "", list, holders);
  const std::vector<SqlTable> tables = sql_tables();
  Uses uses;
  for (const Holder& one : holders) {
    const auto table = std::ranges::find(tables, one.table, &SqlTable::name);
    if (table == tables.end() || std::ranges::find(table->columns, one.column, &SqlColumn::name) == table->columns.end()) continue;
    TRY(rows, index.rows(fmt::format("SELECT \"{1}\", COUNT(*) FROM \"{0}\" WHERE \"{1}\" IS NOT NULL GROUP BY 1", one.table, one.column), {},
                         {true, true, true}));
    for (const auto& row : rows.rows) uses[text_of(row[0])] += std::get<std::int64_t>(row[1]);
  }
  return uses;
}

std::string owner_text(ListOwner owner) { return owner == ListOwner::office ? "office" : "nation"; }

Table table_of_lists(const Lists& lists) {
  Table table{"lists",
              {{"list", K::text, "List", "Nomenclature"}, {"owner", K::text, "Owner", "Propriétaire"}, {"version", K::text, "Version", "Version"},
               {"codes", K::integer, "Codes", "Codes"}, {"own", K::integer, "The office's own", "Propres à l'organisme"}},
              {}};
  for (const std::string& name : code_list_names()) {
    const CodeList& list = *lists.find(name);
    table.rows.push_back({name, owner_text(list.owner), std::string(list.version), std::to_string(list.items.size()),
                          std::to_string(std::ranges::count_if(list.items, &Code::own))});
  }
  return table;
}

bool is_about(const Code& code, const std::optional<std::string>& word) {
  if (!word) return true;
  const std::string wanted = folded(*word);
  return std::ranges::any_of(std::array{code.code, code.fr, code.en}, [&](std::string_view text) { return folded(text).find(wanted) != std::string::npos; });
}

Cell cell(std::string text) { return text.empty() ? Cell() : Cell(std::move(text)); }

Table table_of_codes(const CodeList& list, const Uses& uses, const std::optional<std::string>& word) {
  Table table{"codes",
              {{"code", K::text, "Code", "Code"}, {"fr", K::text, "French", "Français"}, {"en", K::text, "English", "Anglais"},
               {"owner", K::text, "Owner", "Propriétaire"}, {"parent", K::text, "Under", "Sous"}, {"successor", K::text, "Successor", "Successeur"},
               {"offered", K::flag, "Offered", "Proposé"}, {"sensitive", K::flag, "Sensitive", "Sensible"}, {"records", K::integer, "Records", "Enregistrements"}},
              {}};
  for (const Code& code : list.items) {
    if (!is_about(code, word)) continue;
    const auto used = uses.find(code.code);
    table.rows.push_back({std::string(code.code), std::string(code.fr), std::string(code.en), code.own ? "office" : list.owner == ListOwner::office ? "mloc" : "nation", cell(std::string(code.parent)),
                          cell(joined(successors_of(code), " ")), code.offered ? "true" : "false", code.sensitive ? "true" : "false",
                          std::to_string(used == uses.end() ? 0 : used->second)});
  }
  return table;
}

tl::unexpected<Failure> unknown_list(const std::string& name) {
  std::vector<std::string> names = code_list_names();
  std::vector<NamedCode> known;
  for (const std::string& one : names) known.push_back({one, {}, {}});
  return fail(Exit::unknown, hinted(problem("R257"_m, printable(name)), nearest_or_all(name, known)));
}

}  // namespace

Result<Exit> list_codes(World& world, const Globals& globals, const CodesArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(lists, workspace.lists());
  if (!args.list) {
    return print(world, globals, table_of_lists(*lists));
  }
  const CodeList* list = lists->find(*args.list);
  if (!list) return unknown_list(*args.list);
  TRY(index, workspace.valid_index());
  TRY(uses, uses_of(*index, list->name));
  return print(world, globals, table_of_codes(*list, uses, args.word));
}

}  // namespace mloc::office
