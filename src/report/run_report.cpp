#include "run_report.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/meeting/meeting_case.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/trust.hpp"
#include "told.hpp"

namespace mloc::report {
namespace {

Cell shown(const ReportRun& run, std::size_t row, std::size_t i, ReadBy reader) {
  constexpr int tenths_of_percent = 3;
  if (run.is_hidden(row, i)) return std::string(hidden_figure);
  const ReportColumn& column = run.report.columns[i];
  const Figure& figure = run.figures.rows[row][i];
  if (column.kind != ReportColumn::Kind::ratio) return cell_of(figure.value, column.kind);
  const bool is_percent = reader == ReadBy::person && column.unit == ColumnUnit::share;
  return ratio_text(figure.ratio.part, figure.ratio.whole, is_percent ? tenths_of_percent : column.decimals);
}

/// The meetings of plans that no record has settled, where the report counts them.
Result<WaitingMeetings> waiting_meetings(Workspace& workspace, Index& index, const Report& report) {
  WaitingMeetings rows;
  if (!report.reads_meetings) return rows;
  TRY(due, meeting::read_due_meetings(workspace, index, std::nullopt));
  for (const meeting::DueMeeting& one : due)
    for (const std::string& code : one.codes)
      if (one.due) rows.push_back({one.case_id, one.job, code, one.due->text()});
  return rows;
}

/// Whether an office's own words print who is counted, whatever the column is called.
Result<bool> shows_people(const Index& index, const ReportRun& run) {
  if (run.report.built_in) return false;
  TRY(known, index.rows("SELECT case_id FROM person UNION SELECT case_id FROM application UNION SELECT file_number FROM application"));
  std::set<std::string, std::less<>> people;
  for (const auto& row : known.rows) people.insert(text_of(row[0]));
  const auto names_one = [&](const Figure& figure) {
    const std::string* text = std::get_if<std::string>(&figure.value);
    return text && std::ranges::any_of(split(*text, ' '), [&](std::string_view word) { return people.contains(word); });
  };
  return std::ranges::any_of(run.figures.rows, [&](const auto& row) { return std::ranges::any_of(row, names_one); });
}

}  // namespace

bool lists_people(const Report& report) {
  return std::ranges::any_of(report.columns, [](const ReportColumn& column) { return column.name == "case_id" || column.name == "file_number"; });
}

Result<ReportRun> run_inside(Workspace& workspace, Index& index, const Report& report, const Period& period) {
  TRY(waiting, waiting_meetings(workspace, index, report));
  TRY(figures, run_report(index, report, period, waiting));
  return ReportRun{report, std::move(figures)};
}

Result<std::vector<ReportRun>> run_published(Workspace& workspace, Index& index, const Period& period, const std::optional<std::string>& readers) {
  TRY(reports, list_reports(workspace.store()));
  std::vector<ReportRun> runs;
  for (const Report& report : reports) {
    if (report.people.empty() || (readers && lists_people(report))) continue;
    TRY(run, run_inside(workspace, index, report, period));
    TRY(shows, readers ? shows_people(index, run) : Result<bool>(false));
    if (!shows) runs.push_back(std::move(run));
  }
  if (!readers) return runs;
  TRY(threshold, threshold_for(index, *readers));
  TRY(others, recall_publications(workspace, index, runs, *readers));
  TRY(given_up, hide_small_numbers(runs, threshold, others));
  if (given_up) warn(workspace.world(), problem("G185"_m, given_up));
  return runs;
}

Result<std::vector<ReportRun>> run_all_for(Workspace& workspace, Index& index, const Period& period, const std::string& readers) {
  CHECKED(require_tellable(workspace, period, readers));
  return run_published(workspace, index, period, readers);
}

Result<ReportRun> run_for(Workspace& workspace, Index& index, const Report& report, const Period& period, const std::string& readers) {
  if (lists_people(report)) return fail(Exit::rule, problem("V251"_m, report.name));
  if (report.people.empty()) return fail(Exit::rule, problem("G130"_m, report.name));
  TRY(runs, run_all_for(workspace, index, period, readers));
  const auto found = std::ranges::find(runs, report.name, [](const ReportRun& run) { return run.report.name; });
  if (found == runs.end()) return fail(Exit::rule, problem("V251"_m, report.name));
  return std::move(*found);
}

Table table_of(const ReportRun& run, ReadBy reader) {
  Table table{run.report.name, {}, {}};
  std::vector<std::size_t> told;
  for (std::size_t i = 0; i < run.report.columns.size(); ++i) {
    const ReportColumn& column = run.report.columns[i];
    if (run.threshold > 0 && !is_told(run.report, column)) continue;
    told.push_back(i);
    table.columns.push_back({column.name, column.kind, column.english, column.french, column.unit});
  }
  for (std::size_t row = 0; row < run.figures.rows.size(); ++row) {
    table.rows.emplace_back();
    for (const std::size_t i : told) table.rows.back().push_back(shown(run, row, i, reader));
  }
  return table;
}

std::string for_whom(const std::optional<std::string>& readers, Language language) {
  const bool french = language == Language::french;
  if (!readers) return french ? "usage interne, petits effectifs visibles" : "for the office, small numbers shown";
  if (*readers == "partners") return french ? "pour les partenaires, petits effectifs cachés" : "for partners, small numbers hidden";
  return french ? "pour le public, petits effectifs cachés" : "for the public, small numbers hidden";
}

std::string period_in_words(const Period& period, Language language) {
  return language == Language::french ? fmt::format("du {} au {}", period.first.french(), period.last.french()) : period.text();
}

std::string title_of(const ReportRun& run, Language language) {
  return fmt::format("{}, {}", language == Language::french ? run.report.french : run.report.english, period_in_words(run.figures.period, language));
}

std::vector<std::string> notes_of(const ReportRun& run, Language language) {
  const bool french = language == Language::french;
  std::vector<std::string> notes;
  if (run.threshold > 0)
    notes.push_back(french ? fmt::format("s : chiffre caché, de 1 à {} personnes ou qui en révélerait un", run.threshold - 1)
                           : fmt::format("s: hidden, 1 to {} people or a figure that would tell such a number", run.threshold - 1));
  if (run.left_out > 0) notes.push_back(fmt::format(fmt::runtime(french ? "{} anomalies écartées" : "{} problems left out"), run.left_out));
  if (!run.revised) return notes;
  const std::string day = shown(Cell(run.revised->day), Column::Kind::day, language);
  if (run.revised->changes.empty()) notes.push_back(fmt::format(fmt::runtime(french ? "conforme à la publication du {}" : "as published on {}"), day));
  else notes.push_back(fmt::format(fmt::runtime(french ? "révisé depuis la publication du {} : {}" : "revised since the publication of {}: {}"), day, joined(run.revised->changes, "; ")));
  return notes;
}

}  // namespace mloc::report
