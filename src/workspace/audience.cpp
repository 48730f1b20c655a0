#include "mloc/workspace/audience.hpp"

#include <algorithm>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "whole_reference.hpp"

namespace mloc {
namespace {

constexpr std::string_view table_path = "schemas/audiences.yaml";

/// The built-in table; what cannot be read there is a defect of the program.
const Node& audiences() {
  static Arena arena;
  static const Node* root = [] {
    const auto read = read_plain_yaml(*embedded(table_path), std::string(table_path), arena);
    if (!read) throw std::logic_error(read.error().problems.front().text.english);
    return *read;
  }();
  return *root;
}

const Node* entry_of(std::string_view list, std::string_view key, std::string_view name) {
  for (const Node& entry : *audiences().find(list))
    if (entry.get(key) == name) return &entry;
  return nullptr;
}

std::string role_of_partner(const Dossier& partner) {
  for (const Record& record : partner.records)
    if (record.is("partner") && !record.voided()) {
      const std::string_view kind = record.root->get("kind");
      return kind == "AUTO_ECOLE" ? "auto_ecole" : kind == "EMPLOYEUR" ? "employeur" : "partenaire_referent";
    }
  return {};
}

/// The cases of a query that gives case and file number.
using Own = std::set<std::string, std::less<>>;
Result<Own> own_of(Workspace& workspace, const std::string& condition, const std::vector<SqlValue>& parameters) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT a.case_id, a.file_number FROM application a WHERE a.voided_day IS NULL AND " + condition, parameters));
  Own own;
  for (const auto& row : rows.rows) own.insert({text_of(row[0]), text_of(row[1])});
  return own;
}

/// The young people of a member of staff: those in their charge today; without a referent, those whose adviser they are.
Result<Own> own_of_staff(Workspace& workspace, const std::string& code) {
  const std::string today = workspace.world().today().text();
  const std::string in_charge = "SELECT 1 FROM referent r WHERE r.case_id = a.case_id AND r.voided_day IS NULL AND r.starts <= ?2 AND "
                                "(r.ends IS NULL OR r.ends >= ?2)";
  return own_of(workspace, "(EXISTS (" + in_charge + " AND r.staff = ?1) OR (a.referent = ?1 AND NOT EXISTS (" + in_charge + ")))", {code, today});
}

/// The learners who are at a school today: by the last assignment that has started, else by the first one to come.
Result<Own> own_of_school(Workspace& workspace, const std::string& code) {
  const std::string others = "FROM assignment o WHERE o.case_id = s.case_id AND o.voided_day IS NULL";
  const std::string present = "COALESCE((SELECT o.id " + others + " AND o.starts <= ?2 ORDER BY o.starts DESC, o.id DESC LIMIT 1), (SELECT o.id " +
                              others + " ORDER BY o.starts, o.id LIMIT 1))";
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT s.case_id, a.file_number FROM assignment s LEFT JOIN application a ON a.case_id = s.case_id AND a.voided_day IS NULL "
                        "WHERE s.voided_day IS NULL AND s.school = ?1 AND s.id = " + present,
                        {code, workspace.world().today().text()}));
  Own own;
  for (const auto& row : rows.rows) {
    own.insert(text_of(row[0]));
    if (const std::string number = text_of(row[1]); !number.empty()) own.insert(number);
  }
  return own;
}

Result<Own> own_of_case(Workspace& workspace, const CaseId& id) {
  TRY(own, own_of(workspace, "a.case_id = ?1", {id.text()}));
  own.insert(id.text());
  return own;
}

/// Which rows of a listing are the viewer's.
class OwnRows {
 public:
  OwnRows(const Viewer& viewer, const Table& table, std::string_view about) : viewer_(viewer) {
    const Node* entry = entry_of("listings", "listing", table.kind);
    const std::string_view of_employer = entry ? entry->get("of_employer") : std::string_view();
    const bool of_nobody = entry && entry->get("of_nobody") == "true";
    all_ = !viewer.own || (!viewer.is_employer && (of_nobody || viewer.own->contains(about)));
    for (const std::string_view name : {"case_id", "file_number"})
      if (!viewer.is_employer && !column_) column_ = position(table, name);
    if (viewer.is_employer && !of_employer.empty()) column_ = position(table, of_employer);
  }
  /// Nothing says whose the rows are.
  bool unknown() const { return !all_ && !column_; }
  bool has(const std::vector<Cell>& row) const {
    return all_ || (row[*column_] && viewer_.own->contains(*row[*column_]));
  }

 private:
  static std::optional<std::size_t> position(const Table& table, std::string_view name) {
    const auto found = std::ranges::find(table.columns, name, &Column::name);
    return found == table.columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
  }

  const Viewer& viewer_;
  bool all_ = false;
  std::optional<std::size_t> column_;
};

using Codes = std::set<std::string, std::less<>>;

Codes sensitive_codes(const Lists& lists) {
  Codes all;
  for (const std::string& name : code_list_names())
    for (const Code& code : lists.find(name)->items)
      if (code.sensitive) all.emplace(code.code);
  return all;
}

/// Codes stand alone, side by side, or before and after an equals sign.
std::string masked(const Codes& sensitive, std::string_view text) {
  std::string made;
  for (const std::string_view word : split(text, ' ')) {
    const auto parts = split(word, '=');
    const bool hidden = std::ranges::any_of(parts, [&](std::string_view part) { return sensitive.contains(part); });
    made += (made.empty() ? "" : " ") + std::string(hidden ? "masked" : word);
  }
  return made;
}

tl::unexpected<Failure> refused(const Viewer& viewer, std::string_view what) {
  return fail(Exit::rule, problem("N131"_m, viewer.code, viewer.role, what));
}

}  // namespace

bool Viewer::sees(std::string_view listing, std::string_view field) const {
  if (everything) return true;
  const Node* entry = entry_of("listings", "listing", listing);
  if (!entry) return false;
  return std::ranges::any_of(families, [&](const std::string& family) {
    const std::vector<std::string> fields = texts_of(entry->find(family));
    return std::ranges::find(fields, field) != fields.end();
  });
}

Result<Viewer> viewer_of(Workspace& workspace, const std::string& code) {
  Viewer viewer{code, {}, false, false, {}, {}, std::nullopt};
  TRY(lists, workspace.lists());
  viewer.hidden = sensitive_codes(*lists);
  std::optional<CaseId> person;
  for (const auto& one : workspace.settings().staff)
    if (one.code == code) viewer.role = one.role;
  if (viewer.role.empty()) {
    TRY(partner, workspace.find(partner_path(code)));
    if (partner) viewer.role = role_of_partner(*partner->dossier);
  }
  if (viewer.role.empty()) {
    TRY(id, whole_reference(workspace, code));
    if (!id) return fail(Exit::unknown, problem("N130"_m, code));
    viewer.role = "jeune";
    person = id;
  }
  const Node* role = entry_of("roles", "role", viewer.role);
  if (!role) return refused(viewer, "listings");
  viewer.everything = role->get("everything") == "true";
  viewer.sensitive = role->get("sensitive") == "true";
  for (std::string& family : texts_of(role->find("sees"))) viewer.families.insert(std::move(family));
  if (role->get("rows") == "all") return viewer;
  if (viewer.role == "employeur") {
    viewer.is_employer = true;
    viewer.own = Own{code};
    return viewer;
  }
  auto own = person ? own_of_case(workspace, *person) : viewer.role == "auto_ecole" ? own_of_school(workspace, code) : own_of_staff(workspace, code);
  if (!own) return tl::make_unexpected(std::move(own.error()));
  viewer.own = *std::move(own);
  return viewer;
}

Result<Table> seen_by(const Viewer& viewer, Table table, std::string_view about) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (viewer.sees(table.kind, table.columns[i].name)) kept.push_back(i);
  const OwnRows own(viewer, table, about);
  // To see only whose rows there are would tell that there are some.
  Viewer substance = viewer;
  for (const std::string_view family : {"key", "number"}) substance.families.erase(std::string(family));
  const bool empty = std::ranges::none_of(table.columns, [&](const Column& column) { return substance.sees(table.kind, column.name); });
  if (empty || own.unknown()) return refused(viewer, table.kind);
  Table seen{table.kind, {}, {}};
  for (const std::size_t i : kept) seen.columns.push_back(table.columns[i]);
  for (const auto& row : table.rows) {
    if (!own.has(row)) continue;
    std::vector<Cell> cells;
    for (const std::size_t i : kept)
      cells.push_back(row[i] && !viewer.sensitive && table.columns[i].kind == Column::Kind::text ? Cell(masked(viewer.hidden, *row[i])) : row[i]);
    seen.rows.push_back(std::move(cells));
  }
  return seen;
}

Result<Table> for_audience(World& world, const Globals& globals, Table table, std::string_view about) {
  if (!globals.as) return table;
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(viewer, viewer_of(workspace, *globals.as));
  return seen_by(viewer, std::move(table), about);
}

Result<Exit> print_about(World& world, const Globals& globals, const CaseId& about, Table table) {
  TRY(seen, for_audience(world, globals, std::move(table), about.text()));
  const Exit exit = globals.exit_of(seen.rows.size());
  TRY(text, rendered(std::move(seen), globals.view));
  CHECKED(world.out.write(text));
  return exit;
}

Result<> refuse_audience(const Globals& globals, std::string_view what) {
  if (!globals.as) return {};
  return fail(Exit::rule, problem("N132"_m, what));
}

}  // namespace mloc
