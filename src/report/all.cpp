#include "all.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "columns.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/render/figure_text.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/trust.hpp"
#include "dashboard.hpp"
#include "programme_page.hpp"
#include "programme_report.hpp"
#include "publish.hpp"
#include "report_page.hpp"

namespace mloc::report {
namespace {

constexpr std::string_view index_name = "index.html", workbook_name = "reports.xlsx";

/// Page and CSV of a programme: `programme-permis`.
std::string stem_of(const std::string& programme) { return "programme-" + programme; }

Result<std::string> index_page(const Workspace& workspace, const Index& index, const std::vector<ReportRun>& runs, std::vector<Programme> programmes, const ReportArgs& args) {
  TRY(digest, digest_of_data(workspace.store()));
  DashboardSource source{workspace.settings().organisation, std::move(programmes), *args.period, std::move(digest), args.readers, {}};
  if (workspace.globals().view.format == Format::xlsx) source.workbook = workbook_name;
  TRY(page, dashboard(index, runs, source, page_language(workspace)));
  return page.html();
}

Result<std::vector<NamedFile>> files_of(Workspace& workspace, const Index& index, const std::vector<ReportRun>& runs, const ReportArgs& args) {
  const Language language = page_language(workspace);
  const auto funnel = std::ranges::find(runs, "programme", [](const ReportRun& run) { return run.report.name; });
  std::vector<Programme> programmes;
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes) {
    if (funnel == runs.end()) break;
    TRY(programme, workspace.programme(code));
    programmes.push_back(std::move(programme));
  }
  TRY(front, index_page(workspace, index, runs, programmes, args));
  std::vector<NamedFile> files{{std::string(index_name), std::move(front)}};
  const View csv{Format::csv, workspace.globals().view.excel, {}, {}, {}, language};
  std::vector<Sheet> sheets;
  for (const ReportRun& run : runs) {
    TRY(bytes, rendered(table_of(run), csv));
    files.push_back({run.report.name + ".csv", std::move(bytes)});
    TRY(read, in_words(index, run.report, table_of(run, ReadBy::person), language));
    files.push_back({run.report.name + ".html", signed_page(page_of(run, read, language, run.report.name + ".csv"), workspace, args.readers).html()});
    TRY(table, in_words(index, run.report, table_of(run), language));
    sheets.push_back(sheet_of(run, std::move(table), language));
  }
  for (const Programme& programme : programmes) {
    TRY(page, page_of_programme(workspace, index, runs, programme, args));
    files.push_back({stem_of(programme.code) + ".html", page.html()});
    TRY(own, of_programme(*funnel, programme.code));
    TRY(bytes, rendered(table_of(own), csv));
    files.push_back({stem_of(programme.code) + ".csv", std::move(bytes)});
  }
  if (workspace.globals().view.format == Format::xlsx) {
    std::vector<const ReportRun*> all;
    for (const ReportRun& run : runs) all.push_back(&run);
    sheets.insert(sheets.begin(), about_sheet(all, workspace.settings().organisation, args.readers, language));
    TRY(book, workbook_bytes(sheets, language));
    files.push_back({std::string(workbook_name), std::move(book)});
  }
  return files;
}

/// Beside a period stand the months before it, what waited at its end, and what programmes with schools came to since they began.
Result<Period> period_of(Workspace& workspace, const Report& report, const Period& period) {
  if (!report.built_in) return period;
  if (report.name == "trend") return months_before(period);
  if (report.name == "attention") return attention_period(period);
  if (report.name != "sites") return period;
  Period whole = period;
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes) {
    TRY(programme, workspace.programme(code));
    if (!programme.school_kind.empty()) whole.first = std::min({whole.first, programme.runs.first, programme.window ? programme.window->first : programme.runs.first});
  }
  return whole;
}

}  // namespace

Result<std::vector<ReportRun>> run_all(Workspace& workspace, Index& index, const ReportArgs& args) {
  if (args.readers) return run_all_for(workspace, index, *args.period, *args.readers);
  TRY(reports, list_reports(workspace.store()));
  std::vector<ReportRun> runs;
  for (const Report& report : reports) {
    TRY(period, period_of(workspace, report, *args.period));
    TRY(run, run_inside(workspace, index, report, period));
    runs.push_back(std::move(run));
  }
  return runs;
}

Language page_language(const Workspace& workspace) {
  return workspace.globals().language.value_or(workspace.settings().language == "en" ? Language::english : Language::french);
}

Result<Page> page_of_programme(Workspace& workspace, const Index& index, const std::vector<ReportRun>& runs, const Programme& programme, const ReportArgs& args) {
  std::optional<Admission> admission;
  // It asks every record and the birth dates: where one is broken or sealed the page says that it does without.
  if (!args.readers)
    if (auto found = admission_of(workspace, programme, args.period->last)) admission = std::move(*found);
  TRY(page, programme_page(index, runs, programme, *args.period, admission, page_language(workspace)));
  return signed_page(std::move(page), workspace, args.readers);
}

Page signed_page(Page page, const Workspace& workspace, const std::optional<std::string>& readers) {
  return page.masthead(workspace.settings().organisation, for_whom(readers, page_language(workspace)));
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
  TRY(files, files_of(workspace, *trusted.index, runs, args));
  CHECKED(folder.write(files));
  CHECKED(say(workspace, phrase("{} reports of {} in {}, {} files", runs.size(), args.period->text(), folder.name(), files.size())));
  std::size_t rows = 0;
  for (const ReportRun& run : runs) rows += run.figures.rows.size();
  return trusted.exit(workspace.globals().exit_of(rows));
}

}  // namespace mloc::report
