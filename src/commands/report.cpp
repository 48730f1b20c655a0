#include "mloc/commands/report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "commands/audience.hpp"
#include "commands/meeting_case.hpp"
#include "commands/report_run.hpp"
#include "trust.hpp"

namespace mloc {
namespace {

/// Above a table and in a Markdown page; the other formats hold rows only, so that it goes to standard error there.
Result<> say_title(World& world, const Globals& globals, const ReportRun& run, std::size_t left_out) {
  const Language language = globals.view.language;
  std::string title = title_of(run, language);
  if (left_out > 0) title += language == Language::french ? fmt::format(" ({} anomalies écartées)", left_out) : fmt::format(" ({} problems left out)", left_out);
  const std::string note = protection_note(run, language);
  if (globals.view.format == Format::table) return world.out.write(title + "\n" + (note.empty() ? "" : note + "\n") + "\n");
  if (globals.view.format == Format::md) return world.out.write("# " + title + "\n\n" + (note.empty() ? "" : note + "\n\n"));
  if (globals.quiet) return {};
  remark(world, title);
  if (!note.empty()) remark(world, note);
  return {};
}

/// The meetings of plans that no record has settled, where the report counts them.
Result<WaitingMeetings> waiting_meetings(Workspace& workspace, Index& index, const Report& report) {
  WaitingMeetings rows;
  if (!report.reads_meetings) return rows;
  TRY(due, read_due_meetings(workspace, index, std::nullopt));
  for (const DueMeeting& one : due)
    for (const std::string& code : one.codes)
      if (one.due) rows.push_back({one.case_id, one.job, code, one.due->text()});
  return rows;
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
  TRY(waiting, waiting_meetings(workspace, *index, report));
  TRY(run, args.readers ? run_for(*index, workspace.store(), report, *args.period, *args.readers) : run_inside(*index, report, *args.period, waiting));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  TRY(seen, for_audience(world, globals, table_of(run)));
  TRY(text, rendered(std::move(seen), globals.view));
  CHECKED(say_title(world, globals, run, trusted.left_out));
  CHECKED(world.out.write(text));
  return trusted.exit(args.fail_if_empty && run.figures.rows.empty());
}

Result<Exit> print_report_sql(World& world, const Globals& globals, const ReportSqlArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(report, find_report(workspace.store(), args.name));
  CHECKED(world.out.write(report.sql));
  return Exit::done;
}

}  // namespace mloc
