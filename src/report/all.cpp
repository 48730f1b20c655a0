#include "all.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "columns.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/trust.hpp"
#include "programme_report.hpp"
#include "publish.hpp"
#include "report_page.hpp"

namespace mloc::report {
namespace {

constexpr std::string_view index_name = "index.html", workbook_name = "reports.xlsx";

/// Page and CSV of a programme: `programme-permis`.
std::string stem_of(const std::string& programme) { return "programme-" + programme; }

std::string index_page(const Workspace& workspace, const std::vector<ReportRun>& runs, const std::vector<Programme>& programmes, const Period& period) {
  const Language language = page_language(workspace);
  const bool french = language == Language::french;
  Page page(french ? "Rapports" : "Reports", language);
  page.paragraph(workspace.settings().organisation).paragraph(fmt::format("{} {}", french ? "Période :" : "Period:", period_in_words(period, language)));
  std::vector<std::pair<std::string, std::string>> pages;
  for (const Programme& programme : programmes) {
    pages.emplace_back(programme.name, stem_of(programme.code) + ".html");
    pages.emplace_back(programme.name + ", CSV", stem_of(programme.code) + ".csv");
  }
  if (!pages.empty()) page.heading(2, french ? "Dispositifs" : "Programmes").links(pages);
  for (const ReportRun& run : runs) {
    page.heading(2, french ? run.report.french : run.report.english);
    for (const std::string& note : notes_of(run, language)) page.paragraph(note);
    page.links({{french ? "Page" : "Page", run.report.name + ".html"},
                {fmt::format("CSV ({} {})", run.figures.rows.size(), french ? "lignes" : "rows"), run.report.name + ".csv"}});
  }
  if (workspace.globals().view.format == Format::xlsx) page.heading(2, french ? "Classeur" : "Workbook").links({{std::string(workbook_name), std::string(workbook_name)}});
  return page.html();
}

Result<std::vector<NamedFile>> files_of(Workspace& workspace, const Index& index, const std::vector<ReportRun>& runs, const Period& period) {
  const Language language = page_language(workspace);
  const auto funnel = std::ranges::find(runs, "programme", [](const ReportRun& run) { return run.report.name; });
  std::vector<Programme> programmes;
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes) {
    if (funnel == runs.end()) break;
    TRY(programme, workspace.programme(code));
    programmes.push_back(std::move(programme));
  }
  std::vector<NamedFile> files{{std::string(index_name), index_page(workspace, runs, programmes, period)}};
  const View csv{Format::csv, workspace.globals().view.excel, {}, {}, {}, language};
  std::vector<Sheet> sheets;
  for (const ReportRun& run : runs) {
    TRY(bytes, rendered(table_of(run), csv));
    files.push_back({run.report.name + ".csv", std::move(bytes)});
    TRY(table, in_words(index, run.report, table_of(run), language));
    files.push_back({run.report.name + ".html", page_of(run, table, language, run.report.name + ".csv").html()});
    sheets.push_back(sheet_of(run, std::move(table), language));
  }
  for (const Programme& programme : programmes) {
    TRY(page, programme_page(index, runs, programme.code, language));
    files.push_back({stem_of(programme.code) + ".html", page.html()});
    TRY(own, of_programme(*funnel, programme.code));
    TRY(bytes, rendered(table_of(own), csv));
    files.push_back({stem_of(programme.code) + ".csv", std::move(bytes)});
  }
  if (workspace.globals().view.format == Format::xlsx) {
    TRY(book, workbook_bytes(sheets, language));
    files.push_back({std::string(workbook_name), std::move(book)});
  }
  return files;
}

}  // namespace

Result<std::vector<ReportRun>> run_all(Workspace& workspace, Index& index, const ReportArgs& args) {
  if (args.readers) return run_all_for(workspace, index, *args.period, *args.readers);
  TRY(reports, list_reports(workspace.store()));
  std::vector<ReportRun> runs;
  for (const Report& report : reports) {
    TRY(run, run_inside(workspace, index, report, *args.period));
    runs.push_back(std::move(run));
  }
  return runs;
}

Language page_language(const Workspace& workspace) {
  return workspace.globals().language.value_or(workspace.settings().language == "en" ? Language::english : Language::french);
}

Result<Exit> make_all_reports(Workspace& workspace, const ReportArgs& args) {
  CHECKED(refuse_audience(workspace.globals(), "report all"));
  if (!args.output) return fail(Exit::usage, problem("C115"_m, "--output"));
  TRY(folder, OutputFolder::prepare(workspace.world(), workspace.globals(), *args.output, Tells::figures, "report all"));
  TRY(index, workspace.index());
  TRY(runs, run_all(workspace, *index, args));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  for (ReportRun& run : runs) {
    run.left_out = trusted.left_out;
    CHECKED(find_revisions(workspace, run, args.readers));
  }
  TRY(files, files_of(workspace, *trusted.index, runs, *args.period));
  CHECKED(folder.write(files));
  CHECKED(say(workspace, phrase("{} reports of {} in {}, {} files", runs.size(), args.period->text(), folder.name(), files.size())));
  const bool empty = std::ranges::all_of(runs, [](const ReportRun& run) { return run.figures.rows.empty(); });
  return trusted.exit(args.fail_if_empty && empty);
}

}  // namespace mloc::report
