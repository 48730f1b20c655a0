#include "commands/eligible.hpp"

#include <algorithm>

#include "mloc/commands/enrol.hpp"
#include "mloc/commands/speak.hpp"

namespace mloc {
namespace {

const std::string& text_of(const SqlValue& value) { return std::get<std::string>(value); }

std::string cell_text(const SqlValue& value, SqlColumn::Type type) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* number = std::get_if<std::int64_t>(&value);
  if (!number) return {};
  if (type == SqlColumn::Type::cents) return Money::of_cents(*number)->text();
  if (type == SqlColumn::Type::flag) return *number ? "true" : "false";
  return std::to_string(*number);
}

/// The columns of the table of applications, to make records of its rows again.
const SqlTable& application_table() {
  static const std::vector<SqlTable> tables = sql_tables();
  return *std::find_if(tables.begin(), tables.end(), [](const SqlTable& table) { return table.name == "application"; });
}

Node* record_of(Arena& arena, const std::vector<SqlValue>& row) {
  Node* record = arena.map();
  const SqlTable& table = application_table();
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string name = table.columns[i].name;
    if (table.columns[i].type == SqlColumn::Type::cents) name.resize(name.size() - 6);
    const std::string text = cell_text(row[i], table.columns[i].type);
    if (!text.empty()) arena.set(*record, name, arena.text(text, table.columns[i].type == SqlColumn::Type::text));
  }
  return record;
}

Table eligibility_table(const Programme& programme, const std::vector<JudgedApplication>& applications) {
  Table table{"eligibility",
              {{"file_number", Column::Kind::text, "File number", "N° dossier"},
               {"case_id", Column::Kind::text, "Case", "Jeune"},
               {"site", Column::Kind::text, "Site", "Site"},
               {"received", Column::Kind::day, "Received", "Reçu le"},
               {"programme_version", Column::Kind::integer, "Version", "Version"},
               {"eligible", Column::Kind::flag, "Eligible", "Éligible"},
               {"reason", Column::Kind::text, "Reason", "Motif"},
               {"window", Column::Kind::text, "Window", "Période"}},
              {}};
  for (const Criterion& criterion : programme.criteria) {
    table.columns.push_back({criterion.code, Column::Kind::text, {}, {}});
    table.columns.push_back({criterion.code + "_value", Column::Kind::text, {}, {}});
  }
  for (const JudgedApplication& one : applications) {
    const Eligibility& judged = one.eligibility;
    const std::string reason(judged.reason());
    std::vector<Cell> row{one.file_number, one.case_id, one.site, one.received.text(), std::to_string(programme.version),
                          judged.eligible() ? "true" : "false", reason.empty() ? Cell() : Cell(reason),
                          std::string(outcome_text(judged.window))};
    for (const CriterionCheck& check : judged.checks) {
      row.emplace_back(outcome_text(check.outcome));
      row.push_back(check.value.empty() ? Cell() : Cell(check.value));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Result<std::map<std::string, NamedCase>> named_cases(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT case_id, surname, first_name, birth_date FROM identity ORDER BY case_id", {}, {true, true}));
  std::map<std::string, NamedCase> cases;
  for (const auto& row : rows.rows)
    cases.emplace(text_of(row[0]), NamedCase{text_of(row[0]), text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3]))});
  return cases;
}

Result<std::set<CasePair>> distinct_pairs(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT case_id, other FROM duplicate"));
  std::set<CasePair> pairs;
  for (const auto& row : rows.rows) pairs.insert(case_pair(text_of(row[0]), text_of(row[1])));
  return pairs;
}

Result<std::vector<JudgedApplication>> judged_applications(Workspace& workspace, const Programme& programme) {
  TRY(index, workspace.valid_index());
  TRY(names, named_cases(workspace));
  std::string columns;
  for (const SqlColumn& column : application_table().columns) columns += (columns.empty() ? "\"" : ", \"") + column.name + "\"";
  TRY(rows, index->rows("SELECT " + columns + " FROM application WHERE programme = ?1 AND voided_day IS NULL ORDER BY file_number",
                        {programme.code}, {true, false}));
  std::vector<JudgedApplication> judged;
  for (const auto& row : rows.rows) {
    Arena arena;
    const Node* record = record_of(arena, row);
    const auto named = names.find(text_of(row.front()));
    const auto birth = named == names.end() ? std::nullopt : std::optional(named->second.birth_date);
    judged.push_back({text_of(row.front()), std::string(record->get("file_number")), std::string(record->get("site")),
                      std::string(record->get("household")), *Date::parse(record->get("received")),
                      judge(*record, birth, programme)});
  }
  return judged;
}

Result<Exit> list_eligible(World& world, const Globals& globals, const EligibleArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(programme, workspace.programme(args.programme));
  TRY(all, judged_applications(workspace, programme));
  std::vector<JudgedApplication> applications;
  std::map<std::string, std::size_t> by_site;
  std::size_t eligible = 0;
  for (JudgedApplication& one : all) {
    if (args.site && one.site != *args.site) continue;
    if (one.eligibility.eligible()) ++eligible, ++by_site[one.site];
    applications.push_back(std::move(one));
  }
  CHECKED(print(world, globals, eligibility_table(programme, applications)));
  std::string summary;
  for (const auto& [site, count] : by_site) summary += fmt::format("{}{} {}", summary.empty() ? ": " : ", ", site, count);
  if (!globals.quiet) remark(world, fmt::format("{} eligible of {}{}", eligible, applications.size(), summary));
  return Exit::done;
}

}  // namespace mloc
