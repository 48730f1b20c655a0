#include "mloc/report/report.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::string_view folder = "src/report/";
constexpr std::string_view ending = ".sql";

// --- the layout: comment lines at the head, `-- title: French | English` and
// `-- column: NAME KIND | French | English`, where KIND may be ratio(PART, WHOLE, DECIMALS)

std::optional<std::array<std::string_view, 2>> labels_of(std::string_view text) {
  const auto parts = split(text, '|');
  if (parts.size() != 2) return std::nullopt;
  const std::array labels{trimmed(parts[0]), trimmed(parts[1])};
  return labels[0].empty() || labels[1].empty() ? std::nullopt : std::optional(labels);
}

bool read_ratio(std::string_view text, ReportColumn& column) {
  if (!text.starts_with("ratio(") || !text.ends_with(')')) return false;
  const auto parts = split(text.substr(6, text.size() - 7), ',');
  if (parts.size() != 3) return false;
  column.kind = ReportColumn::Kind::ratio;
  column.part = trimmed(parts[0]);
  column.whole = trimmed(parts[1]);
  const std::string_view digits = trimmed(parts[2]);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), column.decimals);
  return error == std::errc() && end == digits.data() + digits.size() && column.decimals >= 0 && column.decimals <= 9;
}

bool read_kind(std::string_view text, ReportColumn& column) {
  constexpr std::array<std::string_view, 5> names = {"text", "integer", "money", "day", "flag"};
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return read_ratio(text, column);
  column.kind = static_cast<ReportColumn::Kind>(found - names.begin());
  return true;
}

std::optional<ReportColumn> read_column(std::string_view text) {
  const auto bar = text.find('|');
  if (bar == text.npos) return std::nullopt;
  const std::string_view head = trimmed(text.substr(0, bar));
  const auto blank = head.find(' ');
  const auto labels = labels_of(text.substr(bar + 1));
  if (blank == head.npos || !labels) return std::nullopt;
  ReportColumn column{std::string(head.substr(0, blank)), {}, std::string((*labels)[0]), std::string((*labels)[1])};
  if (!read_kind(trimmed(head.substr(blank)), column)) return std::nullopt;
  return column;
}

bool read_line(std::string_view line, Report& report) {
  constexpr std::string_view title = "-- title:", column = "-- column:", reads = "-- reads:";
  if (line.starts_with(title)) {
    const auto labels = labels_of(line.substr(title.size()));
    if (!labels || !report.french.empty()) return false;
    report.french = (*labels)[0];
    report.english = (*labels)[1];
    return true;
  }
  if (line.starts_with(reads)) {
    report.reads_passports = line.find(" passports") != line.npos;
    report.reads_categories = line.find(" categories") != line.npos;
    return true;
  }
  if (!line.starts_with(column)) return true;
  auto read = read_column(line.substr(column.size()));
  if (!read) return false;
  report.columns.push_back(std::move(*read));
  return true;
}

tl::unexpected<Failure> broken(const std::string& file, std::uint32_t line, std::string_view text) {
  return fail(Exit::no, at({file, line, 1, {}}, problem("C166"_m, printable(text.substr(0, 80)))));
}

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

std::string_view name_in(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path.substr(0, path.size() - ending.size());
}

}  // namespace

Result<Report> read_report(std::string name, std::string file, std::string_view sql) {
  Report report{std::move(name), std::move(file), true, {}, {}, {}, std::string(sql), false, false};
  std::uint32_t number = 0;
  for (const std::string_view line : split(sql, '\n')) {
    ++number;
    if (!line.starts_with("--")) break;
    if (!read_line(line, report)) return broken(report.file, number, line);
  }
  if (report.columns.empty() || report.french.empty()) return broken(report.file, 1, "-- title: … -- column: …");
  return report;
}

Result<std::vector<Report>> list_reports(const Store& store) {
  std::map<std::string, Report> reports;
  for (const Embedded& file : embedded_files()) {
    if (!file.path.starts_with(folder) || !file.path.ends_with(ending)) continue;
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
  unknown.hint = near ? "did you mean '" + *near + "'?" : "one of " + joined(names, ", ");
  return fail(Exit::usage, std::move(unknown));
}

Result<Figures> run_report(Index& index, const Report& report, const Period& period) {
  CHECKED(index.set_period(period));
  TRY(rows, index.rows(report.sql, {}, {report.built_in && report.reads_categories, false, report.built_in && report.reads_passports}));
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

}  // namespace mloc
