#include "mloc/commands/report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "commands/audience.hpp"
#include "mloc/report/report.hpp"
#include "trust.hpp"

namespace mloc {
namespace {

Column::Kind kind_of(ReportColumn::Kind kind) {
  switch (kind) {
    case ReportColumn::Kind::text: return Column::Kind::text;
    case ReportColumn::Kind::integer: return Column::Kind::integer;
    case ReportColumn::Kind::money: return Column::Kind::money;
    case ReportColumn::Kind::day: return Column::Kind::day;
    case ReportColumn::Kind::flag: return Column::Kind::flag;
    case ReportColumn::Kind::ratio: break;
  }
  return Column::Kind::ratio;
}

Table table_of(const Report& report, const Figures& figures) {
  Table table{report.name, {}, {}};
  for (const ReportColumn& column : report.columns)
    table.columns.push_back({column.name, kind_of(column.kind), column.english, column.french});
  for (const auto& row : figures.rows) {
    table.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const ReportColumn& column = report.columns[i];
      table.rows.back().push_back(column.kind == ReportColumn::Kind::ratio
                                      ? ratio_text(row[i].ratio.part, row[i].ratio.whole, column.decimals)
                                      : cell_of(row[i].value, kind_of(column.kind)));
    }
  }
  return table;
}

/// Above a table and in a Markdown page; the other formats hold rows only, so that it goes to standard error there.
Result<> say_title(World& world, const Globals& globals, const Report& report, const Period& period,
                   std::size_t left_out) {
  const bool french = globals.view.language == Language::french;
  std::string title = fmt::format("{}, {}", french ? report.french : report.english, period.text());
  if (left_out > 0) title += french ? fmt::format(" ({} anomalies écartées)", left_out) : fmt::format(" ({} problems left out)", left_out);
  if (globals.view.format == Format::table) return world.out.write(title + "\n\n");
  if (globals.view.format == Format::md) return world.out.write("# " + title + "\n\n");
  if (!globals.quiet) remark(world, title);
  return {};
}

Result<Exit> list_all(Workspace& workspace, const Globals& globals) {
  TRY(reports, list_reports(workspace.store()));
  Table table{"reports",
              {{"name", Column::Kind::text, "Name", "Nom"},
               {"title", Column::Kind::text, "Title", "Titre"},
               {"file", Column::Kind::text, "File", "Fichier"}},
              {}};
  const bool french = globals.view.language == Language::french;
  for (const Report& report : reports)
    table.rows.push_back({report.name, french ? report.french : report.english,
                          report.built_in ? Cell() : Cell(report.file)});
  TRY(seen, for_audience(workspace.world(), globals, std::move(table)));
  TRY(text, rendered(std::move(seen), globals.view));
  CHECKED(workspace.world().out.write(text));
  return Exit::done;
}

}  // namespace

Result<Exit> make_report(World& world, const Globals& globals, const ReportArgs& args) {
  const auto use = args.name == "list" ? Workspace::Use::read_one : Workspace::Use::read_many;
  TRY(workspace, Workspace::open(world, globals, use));
  if (args.name == "list") return list_all(workspace, globals);
  TRY(report, find_report(workspace.store(), args.name));
  if (!args.period) return fail(Exit::usage, problem("C115"_m, "PERIOD"));
  // The figures first: they are computed while the files are looked at, and nothing is said before both agree.
  TRY(index, workspace.index());
  TRY(figures, run_report(*index, report, *args.period));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  TRY(seen, for_audience(world, globals, table_of(report, figures)));
  TRY(text, rendered(std::move(seen), globals.view));
  CHECKED(say_title(world, globals, report, figures.period, trusted.left_out));
  CHECKED(world.out.write(text));
  return trusted.exit(args.fail_if_empty && figures.rows.empty());
}

}  // namespace mloc
