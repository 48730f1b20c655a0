// The data dictionary: what each table and column is, and which column of which table its values lead to.
#include <algorithm>
#include <array>

#include "mloc/base/text.hpp"
#include "mloc/index/dictionary.hpp"
#include "mloc/workspace/print.hpp"
#include "query_verbs.hpp"

namespace mloc::office {
namespace {

using K = Column::Kind;

/// Where the name of each kind of thing stands.
struct Home {
  std::string_view reference, column;
};
constexpr std::array homes = {
    Home{"case", "person.case_id"},     Home{"partner", "partner.partner"}, Home{"staff", "staff.code"},          Home{"site", "site.code"},
    Home{"programme", "programme.programme"}, Home{"draw", "announcement.draw"}, Home{"passport", "passport.passport"},
};
std::string home_of(std::string_view reference) {
  const auto found = std::ranges::find(homes, reference, &Home::reference);
  return found == homes.end() ? std::string() : std::string(found->column);
}

/// What the first columns of a table lead to: its owner, the record and place in the table above.
std::string key_leads_to(const TableWords& words, const SqlColumn& column) {
  if (column.name == "record_id") return words.parent + ".id";
  if (column.name.ends_with("_position")) return words.parent + ".position";
  if (column.name == "case_id") return home_of("case");
  return home_of(column.name);
}

std::string leads_to(const TableWords& words, std::size_t place) {
  const SqlColumn& column = words.table.columns[place];
  const ColumnWords& said = words.columns[place];
  std::string text = place < words.table.keys ? key_leads_to(words, column) : home_of(said.reference);
  if (said.reference == "record") text = "id";
  for (const std::string& list : said.lists) text += (text.empty() ? "" : ", ") + ("code.code (list = '" + list + "')");
  return text == words.table.name + "." + column.name ? std::string() : text;
}

std::string_view type_name(SqlColumn::Type type) {
  constexpr std::array<std::string_view, 4> names = {"text", "integer", "cents", "flag"};
  return names[static_cast<std::size_t>(type)];
}

Cell shown(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

}  // namespace

Result<Exit> list_tables(World& world, const Globals& globals, const QueryArgs& args) {
  const bool french = globals.view.language == Language::french;
  Table table{"tables",
              {{"table", K::text, "Table", "Table"}, {"holds", K::text, "A row is", "Une ligne est"}, {"column", K::text, "Column", "Colonne"},
               {"type", K::text, "Type", "Type"}, {"key", K::flag, "Key", "Clé"}, {"label", K::text, "Meaning", "Sens"},
               {"leads_to", K::text, "Leads to", "Mène à"}},
              {}};
  std::vector<std::string> names;
  for (const TableWords& one : table_words()) {
    names.push_back(one.table.name);
    if (!args.sql.empty() && one.table.name != args.sql) continue;
    for (std::size_t i = 0; i < one.table.columns.size(); ++i) {
      const SqlColumn& column = one.table.columns[i];
      table.rows.push_back({one.table.name, shown(french ? one.french : one.english), column.name, std::string(type_name(column.type)), i < one.table.keys ? "true" : "false",
                            shown(french ? column.french : column.english), shown(leads_to(one, i))});
    }
  }
  if (table.rows.empty()) {
    Problem unknown = problem("C211"_m, printable(args.sql));
    if (const auto near = nearest(args.sql, names)) unknown.hint = did_you_mean(*near);
    return fail(Exit::unknown, std::move(unknown));
  }
  return print(world, globals, std::move(table));
}

}  // namespace mloc::office
