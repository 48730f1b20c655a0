// The young people of one referent on one page: a report, with the names that its reader knows anyway.
#include <algorithm>
#include <map>
#include <utility>

#include "all.hpp"
#include "columns.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "verbs.hpp"

namespace mloc::report {
namespace {

std::size_t place_of(const Table& table, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, name, &Column::name) - table.columns.begin());
}

void keep(Table& table, const std::string& referent) {
  const std::size_t place = place_of(table, "referent");
  std::erase_if(table.rows, [&](const auto& row) { return row[place] != referent; });
}

/// After the file number, where identities/ has them.
Result<> put_names(const Index& index, Table& table) {
  TRY(rows, index.rows("SELECT case_id, surname, first_name FROM identity", {}, {false, true}));
  std::map<std::string, std::pair<std::string, std::string>> names;
  for (const auto& row : rows.rows) names.emplace(text_of(row[0]), std::pair(text_of(row[1]), text_of(row[2])));
  const std::size_t by = place_of(table, "case_id");
  const auto after = static_cast<std::ptrdiff_t>(place_of(table, "file_number")) + 1;
  for (auto& row : table.rows) {
    const auto found = names.find(row[by].value_or(""));
    const bool is_known = found != names.end();
    row.insert(row.begin() + after, {is_known ? Cell(found->second.first) : Cell(), is_known ? Cell(found->second.second) : Cell()});
  }
  table.columns.insert(table.columns.begin() + after, {{"surname", Column::Kind::text, "Surname", "Nom"}, {"first_name", Column::Kind::text, "First name", "Prénom"}});
  return {};
}

/// Without the columns that a page on paper has no room for: whose it is stands above, and a case has its number.
Table for_paper(Table table) {
  for (const std::string_view name : {"referent", "case_id"}) {
    const auto place = static_cast<std::ptrdiff_t>(place_of(table, name));
    if (place == std::ssize(table.columns)) continue;
    table.columns.erase(table.columns.begin() + place);
    for (auto& row : table.rows) row.erase(row.begin() + place);
  }
  return table;
}

std::string called(const Settings& settings, const std::string& code) {
  for (const StaffMember& one : settings.staff)
    if (one.code == code && !one.name.empty()) return one.name;
  return code;
}

std::string page_of(const Workspace& workspace, const ReportRun& run, const std::string& referent, const Table& table) {
  const Language language = page_language(workspace);
  const bool french = language == Language::french;
  Page page(french ? "Portefeuille" : "Portfolio", language);
  page.facts({{french ? "Organisme" : "Organisation", workspace.settings().organisation}, {french ? "Référent" : "Referent", called(workspace.settings(), referent)},
              {french ? "Période" : "Period", period_in_words(run.figures.period, language)}, {french ? "Jeunes" : "Young people", std::to_string(table.rows.size())}});
  return page.table(french ? "Jeunes suivis" : "Young people followed", for_paper(table)).html();
}

}  // namespace

Result<Exit> show_portfolio(World& world, const Globals& globals, const PortfolioArgs& args) {
  const std::optional<std::string> referent = args.referent ? args.referent : globals.as;
  if (!referent) return fail(Exit::usage, problem("C115"_m, "--for"));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  CHECKED(viewer_of(workspace, *referent));
  TRY(index, workspace.valid_index());
  TRY(report, find_report(workspace.store(), "portfolio"));
  TRY(run, run_inside(workspace, *index, report, *args.period));
  Table table = table_of(run);
  keep(table, *referent);
  CHECKED(put_names(*index, table));
  TRY(seen, for_audience(world, globals, std::move(table)));
  const bool is_page = globals.view.format == Format::html;
  if (is_page || globals.view.format == Format::table || globals.view.format == Format::md) {
    TRY(words, in_words(*index, report, std::move(seen), is_page ? page_language(workspace) : globals.view.language));
    seen = std::move(words);
  }
  const Exit exit = globals.exit_of(seen.rows.size());
  if (is_page) {
    CHECKED(output.write(page_of(workspace, run, *referent, seen)));
    return exit;
  }
  TRY(text, rendered(std::move(seen), globals.view));
  CHECKED(output.write(text));
  return exit;
}

}  // namespace mloc::report
