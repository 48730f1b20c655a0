#include "programme_report.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "columns.hpp"
#include "report_page.hpp"

namespace mloc::report {
namespace {

struct Traits {
  std::string name;
  std::set<std::string> has;  ///< as `-- page:` says it
};
Result<Traits> traits_of(const Index& index, const std::string& code) {
  TRY(rows, index.rows("SELECT name, schools_kind, diagnosis FROM programme WHERE programme = ?1", {code}));
  Traits traits{code, {}};
  if (rows.rows.empty()) return traits;
  const auto text = [&](std::size_t column) {
    const auto* found = std::get_if<std::string>(&rows.rows[0][column]);
    return found ? *found : std::string();
  };
  if (!text(0).empty()) traits.name = text(0);
  if (!text(1).empty()) traits.has.insert("schools");
  if (text(2) == "mobility") traits.has.insert("mobility");
  return traits;
}

bool has_programmes(const Report& report) { return std::ranges::find(report.columns, "programme", &ReportColumn::name) != report.columns.end(); }

/// The table only where it is short enough for a page of many reports, and no list of people.
Result<> put_part(Page& page, const Index& index, const ReportRun& run, Language language) {
  constexpr std::size_t most_rows = 100;
  const bool french = language == Language::french;
  TRY(table, in_words(index, run.report, table_of(run), language));
  page.new_sheet(french ? run.report.french : run.report.english);
  for (const std::string& note : notes_of(run, language)) page.note(note);
  if (!has_programmes(run.report)) page.paragraph(french ? "Tous dispositifs ensemble." : "All programmes together.");
  put_drawings(page, run, table, language);
  if (!lists_people(run.report) && table.rows.size() <= most_rows) page.table(french ? "Chiffres" : "Figures", table);
  return {};
}

}  // namespace

Result<ReportRun> of_programme(ReportRun run, const std::string& code) {
  const auto found = std::ranges::find(run.report.columns, "programme", &ReportColumn::name);
  if (found == run.report.columns.end()) return fail(Exit::usage, problem("G128"_m, "programme"));
  const auto column = static_cast<std::size_t>(found - run.report.columns.begin());
  for (std::size_t row = run.figures.rows.size(); row-- > 0;) {
    if (run.figures.rows[row][column].value == SqlValue(code)) continue;
    run.figures.rows.erase(run.figures.rows.begin() + static_cast<std::ptrdiff_t>(row));
    if (!run.hidden.empty()) run.hidden.erase(run.hidden.begin() + static_cast<std::ptrdiff_t>(row));
  }
  return run;
}

Result<Page> programme_page(const Index& index, const std::vector<ReportRun>& runs, const std::string& code, Language language) {
  TRY(traits, traits_of(index, code));
  std::vector<ReportRun> parts;
  for (const ReportRun& run : runs) {
    if (!has_programmes(run.report)) {
      if (traits.has.contains(run.report.of_programmes)) parts.push_back(run);
      continue;
    }
    TRY(own, of_programme(run, code));
    if (!own.figures.rows.empty()) parts.push_back(std::move(own));
  }
  std::ranges::stable_sort(parts, {}, [](const ReportRun& run) { return run.report.name == "programme" ? 0 : 1; });
  Page page(traits.name, language);
  if (!runs.empty()) page.paragraph(fmt::format("{} {}", language == Language::french ? "Période :" : "Period:", period_in_words(runs.front().figures.period, language)));
  for (const ReportRun& part : parts) CHECKED(put_part(page, index, part, language));
  return page;
}

}  // namespace mloc::report
