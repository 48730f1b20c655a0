#include "sheet_verbs.hpp"

#include <algorithm>
#include <functional>

#include "mloc/base/csv_text.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/paper.hpp"
#include "school_learners.hpp"

namespace mloc::lesson {
namespace {

using Align = Page::Heading::Align;

/// A line of the sheet: a learner, and the lesson that is planned; nullptr where the school fills all in.
struct Line {
  const SchoolLearner* learner;
  const Node* lesson;
};

std::vector<Line> lines_of(const std::vector<SchoolLearner>& learners, const std::string& school, const Period& period) {
  std::vector<Line> lines;
  for (const SchoolLearner& one : learners) {
    const std::size_t before = lines.size();
    for (const Node* lesson : lessons_by_start(one.learner.records)) {
      const auto day = Date::parse(lesson->get("starts").substr(0, 10));
      if (lesson->get("presence") == "prevu" && lesson->get("school") == school && day && period.contains(*day)) lines.push_back({&one, lesson});
    }
    if (lines.size() == before) lines.push_back({&one, nullptr});
  }
  return lines;
}

/// What stands in a cell of a mapped column: the value as the mapping reads it back.
std::string cell_of(const imports::ColumnRule& column, const Line& line, const std::string& school) {
  if (column.field == "application.file_number") return line.learner->learner.file_number;
  if (column.field == "lesson.school") return school;
  if (!line.lesson) return {};
  const std::string_view starts = line.lesson->get("starts");
  if (column.field == "lesson.day") return Date::parse(starts.substr(0, 10))->french();
  if (column.field == "lesson.time") return std::string(starts.substr(11));
  if (column.field == "lesson.minutes") return std::string(line.lesson->get("minutes"));
  if (column.field != "lesson.kind") return {};
  for (const auto& [cell, code] : column.values)
    if (code == line.lesson->get("kind")) return cell;
  return {};
}

std::string sheet_csv(const std::vector<Line>& lines, const imports::Mapping& mapping, const std::string& school) {
  std::vector<const imports::ColumnRule*> columns;
  for (const imports::ColumnRule& column : mapping.columns)
    if (std::ranges::none_of(columns, [&](const imports::ColumnRule* other) { return other->header == column.header; })) columns.push_back(&column);
  const auto line_text = [&](const std::function<std::string(const imports::ColumnRule&)>& cell) {
    std::vector<std::string> cells;
    for (const imports::ColumnRule* column : columns) cells.push_back(cell(*column));
    return csv_line(cells, mapping.delimiter);
  };
  // The mark tells a French Excel, and the import, that it is UTF-8.
  std::string text = "\xEF\xBB\xBF" + line_text([](const imports::ColumnRule& column) { return column.header; });
  for (const Line& line : lines) text += line_text([&](const imports::ColumnRule& column) { return cell_of(column, line, school); });
  return text;
}

Result<std::string> sheet_page(const std::vector<Line>& lines, const std::string& school, const Workspace& workspace, const Period& period) {
  constexpr std::string_view months[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                         "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
  const std::string month = fmt::format("{} {}", months[period.first.month() - 1], period.first.year());
  Page page("Feuille de présence, " + month);
  CHECKED(put_sender(page, workspace));
  page.facts({{"Auto-école", school}, {"Mois", month}});
  page.paragraph("Présence : P présent, E absent excusé, A absent sans excuse. Une ligne par séance ; le jeune et l'auto-école signent.");
  std::vector<std::vector<std::string>> rows;
  for (const Line& line : lines) {
    const std::string name = line.learner->surname + " " + line.learner->first_name;
    std::vector<std::string> row{line.learner->learner.file_number, std::string(trimmed(name))};
    if (line.lesson) {
      const std::string_view starts = line.lesson->get("starts");
      row.push_back(Date::parse(starts.substr(0, 10))->french());
      row.emplace_back(starts.substr(11));
      row.emplace_back(line.lesson->get("minutes"));
      row.push_back(line.learner->learner.label("type_seance", line.lesson->get("kind"), Language::french));
    }
    rows.push_back(std::move(row));
  }
  page.table("Séances", {{"N° dossier"}, {"Jeune"}, {"Date"}, {"Heure"}, {"Minutes", Align::end}, {"Type"}, {"Présence"}, {"Signature du jeune"}}, rows);
  page.signatures({"Auto-école", "Mission locale"});
  return page.html();
}

}  // namespace

Result<Exit> make_sheet(World& world, const Globals& globals, const SheetArgs& args) {
  const Period period = *args.month;
  if (period.first.month_text() != period.last.month_text()) return fail(Exit::usage, problem("N140"_m, period.text()));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(name, name_of_school(workspace, args.school));
  TRY(learners, learners_of_school(workspace, args.school, period));
  TRY(mapping, imports::mapping_for(workspace, "lesson", args.mapping));
  const std::vector<Line> lines = lines_of(learners, args.school, period);
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  if (globals.dry_run) {
    CHECKED(say(workspace, phrase("{}: a sheet of {} lines for {} learners", args.school, lines.size(), learners.size())));
    return Exit::done;
  }
  const bool is_csv = args.output && args.output->ends_with(".csv");
  TRY(text, is_csv ? Result<std::string>(sheet_csv(lines, mapping, args.school)) : sheet_page(lines, name, workspace, period));
  CHECKED(output.write(text));
  return Exit::done;
}

Result<Exit> make_bundle(World& world, const Globals& globals, const BundleArgs& args) {
  TRY(folder, OutputFolder::prepare(world, globals, args.output, Tells::persons, "lesson bundle"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(name, name_of_school(workspace, args.school));
  TRY(learners, learners_of_school(workspace, args.school, {world.today(), world.today()}));
  Table table{"learners",
              {{"file_number", Column::Kind::text, {}, "N° dossier"}, {"surname", Column::Kind::text, {}, "Nom"},
               {"first_name", Column::Kind::text, {}, "Prénom"}, {"phone", Column::Kind::text, {}, "Téléphone"},
               {"licence_number", Column::Kind::text, {}, "N° NEPH"}, {"status", Column::Kind::text, {}, "Situation"},
               {"project", Column::Kind::text, {}, "Projet (code ROME)"}},
              {}};
  std::vector<std::vector<std::string>> rows;
  for (const SchoolLearner& one : learners) {
    const std::string status = one.status.empty() ? "" : one.learner.label("situation_autonomie", one.status, Language::french);
    rows.push_back({one.learner.file_number, one.surname, one.first_name, one.phone, one.licence_number, status, one.project});
    table.rows.emplace_back(rows.back().begin(), rows.back().end());
  }
  std::vector<Page::Heading> headings;
  for (const Column& column : table.columns) headings.push_back({column.french});
  Page page("Jeunes suivis par " + name);
  CHECKED(put_sender(page, workspace));
  page.facts({{"Auto-école", name}, {"Au", world.today().french()}});
  page.table("Jeunes", headings, rows);
  TRY(csv, rendered(std::move(table), {Format::csv, true, {}, {}, std::nullopt, Language::french}));
  CHECKED(folder.write({{"jeunes.csv", std::move(csv)}, {"jeunes.html", page.html()}}));
  CHECKED(say(workspace, phrase("{}: {} learners{}", args.school, learners.size(), globals.dry_run ? Phrase() : phrase(" in {}", args.output))));
  return Exit::done;
}

}  // namespace mloc::lesson
