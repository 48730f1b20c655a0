#include "mloc/base/phrases.hpp"
#include "verbs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "all.hpp"
#include "columns.hpp"
#include "explain.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/page_file.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/trust.hpp"
#include "programme_report.hpp"
#include "publish.hpp"
#include "report_page.hpp"
#include "trend.hpp"

namespace mloc::report {
namespace {

/// Above a table and in a Markdown page; where the format holds rows only it goes to standard error.
std::vector<std::string> heading_of(const Globals& globals, const ReportRun& run) {
  std::vector<std::string> lines = notes_of(run, globals.view.language);
  lines.insert(lines.begin(), (globals.view.format == Format::md ? "# " : "") + title_of(run, globals.view.language));
  return lines;
}

/// A page or a workbook.
Result<std::string> file_of(const Workspace& workspace, const Index& index, const ReportRun& run, const std::optional<std::string>& readers) {
  const Language language = page_language(workspace);
  const bool is_page = workspace.globals().view.format == Format::html;
  TRY(table, in_words(index, run.report, table_of(run, is_page ? ReadBy::person : ReadBy::program), language));
  if (is_page) return signed_page(page_of(run, table, language), workspace, readers).html();
  const ReportRun* runs[] = {&run};
  return workbook_bytes({about_sheet(runs, workspace.settings().organisation, readers, language), sheet_of(run, std::move(table), language)}, language);
}

/// An office's own SQL calls its columns as it likes: no list of fields says who may see them.
Result<> refuse_own_words(Workspace& workspace, const std::string& as, const std::string& report) {
  TRY(viewer, viewer_of(workspace, as));
  if (viewer.everything) return {};
  return fail(Exit::rule, problem("N131"_m, viewer.code, viewer.role, report));
}

Result<std::string> text_of(Workspace& workspace, const Index& index, const ReportRun& run, const ReportArgs& args) {
  const Globals& globals = workspace.globals();
  const Format format = globals.view.format;
  if (format == Format::html || format == Format::xlsx) {
    CHECKED(refuse_audience(globals, format == Format::html ? "report -O html" : "report -O xlsx"));
    return file_of(workspace, index, run, args.readers);
  }
  if (globals.as && !run.report.built_in) CHECKED(refuse_own_words(workspace, *globals.as, run.report.name));
  TRY(seen, for_audience(workspace.world(), globals, table_of(run, is_for_people(format) ? ReadBy::person : ReadBy::program)));
  if (is_for_people(format)) {
    // After the audience's masks, which know codes.
    TRY(words, in_words(index, run.report, with_trend(std::move(seen), run.report, workspace.world(), globals), globals.view.language));
    seen = std::move(words);
  }
  TRY(text, rendered(std::move(seen), args.output ? globals.view : view_on(workspace.world(), globals)));
  const auto heading = heading_of(globals, run);
  if (format == Format::table) return joined(heading, "\n") + "\n\n" + text;
  if (format == Format::md) return joined(heading, "\n\n") + "\n\n" + text;
  if (!globals.quiet)
    for (const std::string& line : heading) remark(workspace.world(), line);
  return text;
}

/// The page of a programme has what every report tells of it.
Result<std::string> programme_text(Workspace& workspace, Index& index, const ReportArgs& args) {
  CHECKED(refuse_audience(workspace.globals(), "report -O html"));
  TRY(runs, run_all(workspace, index, args));
  for (ReportRun& run : runs) CHECKED(find_revisions(workspace, run, args.readers));
  TRY(programme, workspace.programme(*args.programme));
  TRY(page, page_of_programme(workspace, index, runs, programme, args));
  return page.html();
}

Result<Exit> list_all(Workspace& workspace, const Globals& globals, const std::vector<std::string>& terms) {
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
  return print_passing(workspace, std::move(table), Terms::of(terms));
}

}  // namespace

Result<Exit> make_report(World& world, const Globals& said, const ReportArgs& args) {
  TRY(globals, as_page_for(said, args.name == "all" ? std::nullopt : args.output));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  if (args.name == "all" && args.programme) return fail(Exit::usage, problem("C102"_m, phrase("--programme goes with one report")));
  if (args.name == "all" && args.period) return make_all_reports(workspace, args);
  // Without a period there are no figures to show, only what they are.
  if (globals.explain && !args.period && args.name != "all") {
    TRY(asked, find_report(workspace.store(), args.name));
    CHECKED(world.out.write(explained(asked, globals.view.language)));
    return Exit::done;
  }
  if (args.name != "all") CHECKED(find_report(workspace.store(), args.name));
  if (!args.period) return fail(Exit::usage, problem("C115"_m, "PERIOD"));
  if (globals.view.format == Format::xlsx && !args.output && world.out.is_terminal()) return fail(Exit::usage, problem("C115"_m, "--output"));
  TRY(output, PrintedPage::prepare(world, globals, args.output, Tells::figures));
  TRY(report, find_report(workspace.store(), args.name));
  // The figures first: they are computed while the files are looked at, and nothing is said before both agree.
  TRY(index, workspace.index());
  TRY(run, args.readers ? run_for(workspace, *index, report, *args.period, *args.readers) : run_inside(workspace, *index, report, *args.period));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  run.left_out = trusted.left_out;
  CHECKED(find_revisions(workspace, run, args.readers));
  if (args.programme) {
    CHECKED(workspace.programme(*args.programme));
    TRY(own, of_programme(std::move(run), *args.programme));
    run = std::move(own);
  }
  const bool is_programme_page = args.programme && args.name == "programme" && globals.view.format == Format::html;
  TRY(text, is_programme_page ? programme_text(workspace, *index, args) : text_of(workspace, *index, run, args));
  CHECKED(output.write(text));
  return trusted.exit(globals.exit_of(run.figures.rows.size()));
}

Result<Exit> list_the_reports(World& world, const Globals& globals, const ReportListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  return list_all(workspace, globals, args.terms);
}

Result<Exit> print_report_sql(World& world, const Globals& globals, const ReportSqlArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(report, find_report(workspace.store(), args.name));
  CHECKED(world.out.write(report.sql));
  return Exit::done;
}

}  // namespace mloc::report
