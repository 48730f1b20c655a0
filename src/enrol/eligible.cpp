#include "mloc/enrol/eligible.hpp"

#include <algorithm>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "verbs.hpp"

namespace mloc::enrol {
namespace {

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

/// The columns of what decides beyond the programme's criteria: the checks that `TrialAnswers` adds.
constexpr std::string_view trial_checks[] = {"consent", "t0"};

/// Who has agreed to an evaluation, and who has answered its baseline, up to today.
class TrialAnswers {
 public:
  static Result<TrialAnswers> of(Workspace& workspace, const Programme& programme) {
    TrialAnswers made;
    if (!programme.trial) return made;
    TRY(consents, trial_answers(workspace, programme.code));
    made.consents_ = std::move(consents);
    TRY(index, workspace.valid_index());
    const std::string today = workspace.world().today().text();
    TRY(baselines, index->rows("SELECT case_id, MIN(day) FROM diagnosis WHERE instrument = ?1 AND wave = 't0' AND day <= ?2 AND "
                               "voided_day IS NULL GROUP BY case_id ORDER BY case_id", {programme.trial->baseline, today}));
    for (const auto& row : baselines.rows) made.baselines_[text_of(row[0])] = text_of(row[1]);
    return made;
  }

  void judge(const std::string& case_id, const Programme& programme, Eligibility& judged) const {
    if (!programme.trial) return;
    const auto consent = consents_.find(case_id), baseline = baselines_.find(case_id);
    const bool agreed = consent != consents_.end() && consent->second == "accepte";
    judged.checks.push_back({"consent", "answer", "accepte", consent == consents_.end() ? Outcome::unknown : agreed ? Outcome::met : Outcome::not_met,
                             consent == consents_.end() ? "" : consent->second});
    const bool asked = baseline != baselines_.end();
    judged.checks.push_back({"t0", "wave", programme.trial->baseline, asked ? Outcome::met : Outcome::unknown, asked ? baseline->second : ""});
  }

 private:
  std::map<std::string, std::string> consents_, baselines_;
};

/// `more`: what else is asked of the rows.
Result<std::vector<JudgedApplication>> judged_rows(Workspace& workspace, const Programme& programme, std::string_view more) {
  TRY(index, workspace.valid_index());
  TRY(names, named_cases(workspace));
  std::string columns;
  for (const SqlColumn& column : application_table().columns) columns += (columns.empty() ? "\"" : ", \"") + column.name + "\"";
  TRY(rows, index->rows(fmt::format("SELECT {} FROM application WHERE programme = ?1 AND voided_day IS NULL {} ORDER BY file_number", columns, more),
                        {programme.code}, {true, false}));
  TRY(trial, TrialAnswers::of(workspace, programme));
  std::vector<JudgedApplication> judged;
  for (const auto& row : rows.rows) {
    Arena arena;
    const Node* record = record_of(arena, row);
    const auto named = names.find(text_of(row.front()));
    const auto birth = named == names.end() ? std::nullopt : std::optional(named->second.birth_date);
    JudgedApplication one{text_of(row.front()), std::string(record->get("file_number")), std::string(record->get("site")),
                          std::string(record->get("household")), *Date::parse(record->get("received")), judge(*record, birth, programme), {}, record->has("merged")};
    trial.judge(one.case_id, programme, one.eligibility);
    one.reason = one.eligibility.reason();
    judged.push_back(std::move(one));
  }
  return judged;
}

/// Of several eligible applications of one case only the first takes part.
void mark_second_applications(std::vector<JudgedApplication>& judged) {
  std::map<std::string, JudgedApplication*> first;
  for (JudgedApplication& one : judged) {
    if (!one.eligible()) continue;
    JudgedApplication*& known = first[one.case_id];
    const bool is_first = !known || std::pair(one.received, one.file_number) < std::pair(known->received, known->file_number);
    JudgedApplication* second = is_first ? std::exchange(known, &one) : &one;
    if (second) second->reason = second_application;
  }
}

/// The file numbers in the first column of the roster of a draw.
Result<std::set<std::string>> roster_numbers(const Workspace& workspace, const std::string& draw) {
  TRY(file, workspace.store().read(draw_path(draw, "roster.tsv")));
  std::set<std::string> numbers;
  const auto lines = split(file.bytes, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (const auto tab = lines[i].find('\t'); tab != std::string_view::npos) numbers.emplace(lines[i].substr(0, tab));
  return numbers;
}

Table eligibility_table(const Programme& programme, const std::vector<JudgedApplication>& applications) {
  Table table{"eligibility",
              {{"file_number", Column::Kind::text, "File number", "N° dossier"},
               {"case_id", Column::Kind::text, "Case", "Jeune"},
               {"site", Column::Kind::text, "Site", "Site"},
               {"received", Column::Kind::day, "Received", "Reçu le"},
               {"programme_version", Column::Kind::integer, "Version", "Version"},
               {"programme_digest", Column::Kind::text, "Digest", "Empreinte"},
               {"eligible", Column::Kind::flag, "Eligible", "Éligible"},
               {"reason", Column::Kind::text, "Reason", "Motif"},
               {"window", Column::Kind::text, "Window", "Période"}},
              {}};
  for (const Criterion& criterion : programme.criteria) {
    table.columns.push_back({criterion.code, Column::Kind::text, {}, {}});
    table.columns.push_back({criterion.code + "_value", Column::Kind::text, {}, {}});
  }
  if (programme.trial)
    for (const std::string_view check : trial_checks) {
      table.columns.push_back({std::string(check), Column::Kind::text, {}, {}});
      table.columns.push_back({fmt::format("{}_value", check), Column::Kind::text, {}, {}});
    }
  for (const JudgedApplication& one : applications) {
    const Eligibility& judged = one.eligibility;
    std::vector<Cell> row{one.file_number, one.case_id, one.site, one.received.text(), std::to_string(programme.version), programme.digest.substr(0, 12),
                          one.eligible() ? "true" : "false", one.eligible() ? Cell() : Cell(one.reason),
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

FrenchLabel french_labels(const Workspace& workspace) {
  return [&workspace](const std::string& field, const std::string& code) -> std::string {
    const Schema::Property* property = find_kind("application")->schema->find(field);
    if (!property) return {};
    for (const Site& site : workspace.settings().sites)
      if (property->schema->reference == "site" && site.code == code) return site.name;
    const auto lists = workspace.lists();
    const Code* found = lists ? (*lists)->find(*property->schema, code) : nullptr;
    return found ? std::string(found->fr) : std::string();
  };
}

Result<std::map<std::string, NamedCase>> named_cases(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT i.case_id, i.surname, i.first_name, i.birth_date, p.sex, i.phone, i.email, i.use_name FROM identity i LEFT JOIN person p "
                        "ON p.case_id = i.case_id ORDER BY i.case_id", {}, {true, true}));
  std::map<std::string, NamedCase> cases;
  for (const auto& row : rows.rows)
    cases.emplace(text_of(row[0]), NamedCase{text_of(row[0]), text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])),
                                             text_of(row[4]), text_of(row[5]), text_of(row[6]), text_of(row[7])});
  return cases;
}

Result<std::set<CasePair>> distinct_pairs(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT case_id, other FROM duplicate WHERE voided_day IS NULL"));
  std::set<CasePair> pairs;
  for (const auto& row : rows.rows) pairs.insert(case_pair(text_of(row[0]), text_of(row[1])));
  return pairs;
}

Result<std::map<std::string, std::string>> trial_answers(Workspace& workspace, const std::string& programme) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT case_id, answer FROM trial WHERE programme = ?1 AND day <= ?2 AND voided_day IS NULL ORDER BY case_id, day, id",
                        {programme, workspace.world().today().text()}));
  std::map<std::string, std::string> answers;
  for (const auto& row : rows.rows) answers[text_of(row[0])] = text_of(row[1]);
  return answers;
}

Result<std::vector<JudgedApplication>> judged_applications(Workspace& workspace, const Programme& programme) {
  TRY(judged, judged_rows(workspace, programme, "AND merged IS NULL"));
  mark_second_applications(judged);
  return judged;
}

Result<std::vector<JudgedApplication>> applications_of_draw(Workspace& workspace, const std::string& draw) {
  TRY(programme, programme_of_draw(workspace, draw));
  TRY(roster, roster_numbers(workspace, draw));
  TRY(judged, judged_rows(workspace, programme, ""));
  std::erase_if(judged, [&](const JudgedApplication& one) { return one.is_merged && !roster.contains(one.file_number); });
  std::set<std::string> drawn;
  for (const JudgedApplication& one : judged)
    if (roster.contains(one.file_number)) drawn.insert(one.case_id);
  for (JudgedApplication& one : judged) {
    if (roster.contains(one.file_number)) one.reason.clear();
    else if (one.reason.empty()) one.reason = drawn.contains(one.case_id) ? second_application : after_announcement;
  }
  return judged;
}

Result<Exit> list_eligible(World& world, const Globals& globals, const EligibleArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(programme, args.draw ? programme_of_draw(workspace, *args.draw) : workspace.programme(args.programme));
  if (programme.code != args.programme) return fail(Exit::usage, problem("W214"_m, *args.draw, programme.code));
  TRY(all, args.draw ? applications_of_draw(workspace, *args.draw) : judged_applications(workspace, programme));
  std::vector<JudgedApplication> applications;
  std::map<std::string, std::size_t> by_site;
  std::size_t eligible = 0;
  for (JudgedApplication& one : all) {
    if (args.site && one.site != *args.site) continue;
    if (one.eligible()) ++eligible, ++by_site[one.site];
    applications.push_back(std::move(one));
  }
  TRY(exit, print(world, globals, eligibility_table(programme, applications)));
  std::string summary;
  for (const auto& [site, count] : by_site) summary += fmt::format("{}{} {}", summary.empty() ? ": " : ", ", site, count);
  if (!globals.quiet) remark(world, phrase("{} eligible of {}{}, by version {} ({})", eligible, applications.size(), summary, programme.version, programme.digest.substr(0, 12)));
  return exit;
}

}  // namespace mloc::enrol
