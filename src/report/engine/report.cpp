#include "mloc/report/engine/report.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"

namespace mloc::report {
namespace {

constexpr std::string_view folder = "src/report/sql/";
constexpr std::string_view ending = ".sql";

std::optional<std::size_t> place_of(const std::vector<std::string>& columns, std::string_view name) {
  const auto found = std::ranges::find(columns, name);
  return found == columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

std::int64_t integer_of(const SqlValue& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? *number : 0;
}

/// Which columns of the SQL a column of the layout takes.
struct Source {
  std::size_t value = 0;
  std::size_t whole = 0;
};
Result<std::vector<Source>> sources_of(const Report& report, const std::vector<std::string>& given) {
  std::vector<Source> sources;
  for (const ReportColumn& column : report.columns) {
    const bool ratio = column.kind == ReportColumn::Kind::ratio;
    const std::string& first = ratio ? column.part : column.name;
    const std::string& second = ratio ? column.whole : column.name;
    const auto value = place_of(given, first), whole = place_of(given, second);
    if (!value || !whole)
      return fail(Exit::no, at({report.file, 0, 0, {}}, problem("C167"_m, value ? second : first)));
    sources.push_back({*value, *whole});
  }
  return sources;
}

std::string sql_text(std::string_view text) {
  std::string made = "'";
  for (const char letter : text) made += letter == '\'' ? std::string("''") : std::string(1, letter);
  return made + "'";
}

/// The report's text with the table waiting_meeting before its first one.
std::string with_waiting_meetings(std::string_view sql, const WaitingMeetings& waiting) {
  constexpr std::string_view begin = "\nWITH ";
  const auto at = sql.find(begin);
  if (at == sql.npos) return std::string(sql);
  std::string table = "waiting_meeting (case_id, job, meeting, due) AS (";
  for (const auto& row : waiting)
    table += fmt::format("{}({}, {}, {}, {})", table.back() == '(' ? "VALUES " : ", ", sql_text(row[0]), sql_text(row[1]), sql_text(row[2]), sql_text(row[3]));
  if (waiting.empty()) table += "SELECT NULL, NULL, NULL, NULL WHERE 1 = 0";
  return std::string(sql.substr(0, at + begin.size())) + table + "), " + std::string(sql.substr(at + begin.size()));
}

std::string_view name_in(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path.substr(0, path.size() - ending.size());
}

}  // namespace

Result<std::vector<Report>> list_reports(const Store& store) {
  std::map<std::string, Report> reports;
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(folder) || !file.path.ends_with(ending) || file.path.find('/', folder.size()) != file.path.npos) continue;
    const std::string name(name_in(file.path));
    TRY(report, read_report(name, std::string(file.path), file.bytes));
    reports.insert_or_assign(name, std::move(report));
  }
  TRY(own, store.list(FileKind::query));
  if (!own.problems.empty()) return fail(Exit::no, std::move(own.problems));
  for (const FoundFile& file : own.files) {
    const std::string name(name_of(file.path));
    TRY(bytes, store.read(file.path));
    TRY(report, read_report(name, file.path, bytes.bytes));
    report.built_in = false;
    reports.insert_or_assign(name, std::move(report));
  }
  std::vector<Report> sorted;
  for (auto& [name, report] : reports) sorted.push_back(std::move(report));
  return sorted;
}

Result<Report> find_report(const Store& store, std::string_view name) {
  TRY(reports, list_reports(store));
  std::vector<std::string> names;
  for (Report& report : reports) {
    if (report.name == name) return std::move(report);
    names.push_back(report.name);
  }
  Problem unknown = problem("C165"_m, name);
  const auto near = nearest(name, names);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(names);
  return fail(Exit::usage, std::move(unknown));
}

Result<Figures> run_report(Index& index, const Report& report, const Period& period, const WaitingMeetings& waiting) {
  CHECKED(index.set_period(period));
  TRY(rows, index.rows(report.built_in && report.reads_meetings ? with_waiting_meetings(report.sql, waiting) : report.sql, {}, {report.built_in && report.reads_categories, false, report.built_in && report.reads_passports}));
  TRY(sources, sources_of(report, rows.columns));
  Figures figures{period, {}};
  for (std::vector<SqlValue>& row : rows.rows) {
    std::vector<Figure> line;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const bool ratio = report.columns[i].kind == ReportColumn::Kind::ratio;
      if (ratio) line.push_back({{}, {integer_of(row[sources[i].value]), integer_of(row[sources[i].whole])}});
      else line.push_back({row[sources[i].value], {}});
    }
    figures.rows.push_back(std::move(line));
  }
  return figures;
}

}  // namespace mloc::report
