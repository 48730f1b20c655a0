#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/report/engine/report.hpp"
#include "mloc/workspace/shared_sql.hpp"

namespace mloc::report {
namespace {

// Comment lines at the head, `-- WORD: …`; what begins otherwise is for those who read the SQL.

std::optional<std::array<std::string_view, 2>> labels_of(std::string_view text) {
  const auto parts = split(text, '|');
  if (parts.size() != 2) return std::nullopt;
  const std::array labels{trimmed(parts[0]), trimmed(parts[1])};
  return labels[0].empty() || labels[1].empty() ? std::nullopt : std::optional(labels);
}

/// Names between commas; none when one of them is empty or two words.
std::optional<std::vector<std::string>> names_of(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string_view part : split(text, ',')) {
    const std::string_view name = trimmed(part);
    if (name.empty() || name.find(' ') != name.npos) return std::nullopt;
    names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' '))
    if (!word.empty()) words.emplace_back(word);
  return words;
}

/// A share is a ratio that people read in percent.
bool read_ratio(std::string_view text, ReportColumn& column) {
  const bool is_share = text.starts_with("share(");
  if (!(is_share || text.starts_with("ratio(")) || !text.ends_with(')')) return false;
  const auto parts = split(text.substr(6, text.size() - 7), ',');
  if (is_share) column.unit = ColumnUnit::share;
  if (parts.size() != 3) return false;
  column.kind = ReportColumn::Kind::ratio;
  column.part = trimmed(parts[0]);
  column.whole = trimmed(parts[1]);
  column.decimals = whole_number(trimmed(parts[2])).value_or(-1);
  return column.decimals >= 0 && column.decimals <= 9;
}

bool read_kind(std::string_view text, ReportColumn& column) {
  constexpr std::array<std::string_view, 5> names = {"text", "integer", "money", "day", "flag"};
  const auto found = std::ranges::find(names, text);
  if (text == "minutes") {
    column.kind = ReportColumn::Kind::integer;
    column.unit = ColumnUnit::minutes;
    return true;
  }
  if (found == names.end()) return read_ratio(text, column);
  column.kind = static_cast<ReportColumn::Kind>(found - names.begin());
  return true;
}

bool read_title(std::string_view text, Report& report) {
  const auto labels = labels_of(text);
  if (!labels || !report.french.empty()) return false;
  report.french = (*labels)[0];
  report.english = (*labels)[1];
  return true;
}

bool read_reads(std::string_view text, Report& report) {
  report.reads_passports = text.find(" passports") != text.npos;
  report.reads_categories = text.find(" categories") != text.npos;
  report.reads_meetings = text.find(" meetings") != text.npos;
  return true;
}

bool read_column(std::string_view text, Report& report) {
  const auto bar = text.find('|');
  if (bar == text.npos) return false;
  const std::string_view head = trimmed(text.substr(0, bar));
  const auto blank = head.find(' ');
  const auto labels = labels_of(text.substr(bar + 1));
  if (blank == head.npos || !labels) return false;
  ReportColumn column{std::string(head.substr(0, blank)), {}, std::string((*labels)[0]), std::string((*labels)[1])};
  if (!read_kind(trimmed(head.substr(blank)), column)) return false;
  report.columns.push_back(std::move(column));
  return true;
}

bool read_people(std::string_view text, Report& report) {
  const auto mark = text.find('>');
  const auto counted = names_of(text.substr(0, mark));
  if (!counted) return false;
  if (mark == text.npos) {
    for (const std::string& name : *counted) report.people.push_back({name, {}});
    return true;
  }
  const auto resting = names_of(text.substr(mark + 1));
  if (!resting || counted->size() != 1) return false;
  report.people.push_back({counted->front(), *resting});
  return true;
}

bool read_sum(std::string_view text, Report& report) {
  const auto mark = text.find(" within ");
  ReportSum sum;
  if (mark != text.npos) {
    const auto within = names_of(text.substr(mark + 8));
    if (!within) return false;
    sum.within = *within;
  }
  const auto words = words_of(text.substr(0, mark));
  if (words.size() < 3 || words[words.size() - 2] != "to") return false;
  if (words.size() == 3) sum.ratio = words[2];
  else sum.whole = words.back();
  if (words.size() == 4 && !words[0].ends_with(',')) sum.part = words[1];
  const bool in_a_row = words.size() > 3 && sum.part.empty();
  if (!in_a_row) sum.column = words[0];
  if (in_a_row) {
    const auto columns = names_of(text.substr(0, text.rfind(" to ")));
    if (!columns || columns->size() < 2 || mark != text.npos) return false;
    sum.columns = *columns;
  }
  report.sums.push_back(std::move(sum));
  return true;
}

bool read_names(std::string_view text, std::vector<std::string>& into) {
  const auto names = names_of(text);
  if (names) into.insert(into.end(), names->begin(), names->end());
  return names.has_value();
}
bool read_loose(std::string_view text, Report& report) { return read_names(text, report.loose); }
bool read_open(std::string_view text, Report& report) { return read_names(text, report.open); }

using Conditions = std::vector<std::pair<std::string, std::string>>;

bool read_conditions(std::string_view text, Conditions& where) {
  const auto words = words_of(text);
  for (std::size_t i = 0; i < words.size(); i += 4) {
    const bool last = i + 3 == words.size();
    if (i + 3 > words.size() || words[i + 1] != "=" || (!last && words[i + 3] != "and")) return false;
    where.emplace_back(words[i], words[i + 2]);
  }
  return !where.empty();
}

/// Takes what stands after ` where ` off the text.
bool take_conditions(std::string_view& text, Conditions& into) {
  const auto where = text.find(" where ");
  if (where == text.npos) return true;
  const bool read = read_conditions(text.substr(where + 7), into);
  text = text.substr(0, where);
  return read;
}

bool read_codes(std::string_view text, Report& report) {
  ReportCodes codes;
  if (!take_conditions(text, codes.where)) return false;
  text = trimmed(text);
  const auto blank = text.find(' ');
  const auto lists = blank == text.npos ? std::nullopt : names_of(text.substr(blank));
  if (!lists) return false;
  codes.column = text.substr(0, blank);
  codes.lists = *lists;
  report.codes.push_back(std::move(codes));
  return true;
}

bool read_same(std::string_view text, Report& report) {
  const auto mark = text.find(" as ");
  if (mark == text.npos) return false;
  ReportSame same;
  std::string_view figure = text.substr(0, mark), other = text.substr(mark + 4);
  if (!take_conditions(figure, same.where) || !take_conditions(other, same.as)) return false;
  same.column = trimmed(figure);
  same.as_column = trimmed(other);
  report.same.push_back(std::move(same));
  return report.same.back().column.find(' ') == std::string::npos && !report.same.back().where.empty();
}

bool read_growth(std::string_view text, Report& report) {
  const auto words = words_of(text);
  if (words.size() != 1 && (words.size() != 3 || words[1] != "by")) return false;
  report.grows.push_back({words.front(), words.size() == 3 ? words.back() : ""});
  return true;
}

bool read_says(std::string_view text, Report& report) {
  const auto bar = text.find('|');
  const auto labels = bar == text.npos ? std::nullopt : labels_of(text.substr(bar + 1));
  if (!labels) return false;
  report.says.push_back({std::string(trimmed(text.substr(0, bar))), std::string((*labels)[0]), std::string((*labels)[1])});
  return !report.says.back().what.empty();
}

bool read_page(std::string_view text, Report& report) {
  report.of_programmes = trimmed(text);
  return report.of_programmes == "schools" || report.of_programmes == "mobility";
}

bool read_plot(std::string_view text, Report& report) {
  constexpr std::array<std::string_view, 4> kinds = {"bars", "trend", "funnel", "distribution"};
  const auto bar = text.find('|');
  const auto labels = bar == text.npos ? std::nullopt : labels_of(text.substr(bar + 1));
  if (!labels) return false;
  ReportPlot plot{ReportPlot::Kind::bars, {}, {}, std::string((*labels)[0]), std::string((*labels)[1])};
  std::string_view head = text.substr(0, bar);
  if (!take_conditions(head, plot.where)) return false;
  const auto words = words_of(head);
  const auto kind = words.empty() ? kinds.end() : std::ranges::find(kinds, words[0]);
  if (kind == kinds.end()) return false;
  plot.kind = static_cast<ReportPlot::Kind>(kind - kinds.begin());
  plot.columns.assign(words.begin() + 1, words.end());
  const std::size_t wanted = plot.kind == ReportPlot::Kind::distribution ? 1 : 2;
  const bool fits = plot.kind == ReportPlot::Kind::funnel ? plot.columns.size() >= wanted : plot.columns.size() == wanted;
  report.plots.push_back(std::move(plot));
  return fits;
}

struct LayoutLine {
  std::string_view start;
  bool (*read)(std::string_view, Report&);
};
constexpr std::array layout_lines = {
    LayoutLine{"-- title:", read_title}, LayoutLine{"-- column:", read_column}, LayoutLine{"-- reads:", read_reads},
    LayoutLine{"-- people:", read_people}, LayoutLine{"-- adds:", read_sum}, LayoutLine{"-- loose:", read_loose},
    LayoutLine{"-- open:", read_open}, LayoutLine{"-- plot:", read_plot}, LayoutLine{"-- codes:", read_codes},
    LayoutLine{"-- same:", read_same}, LayoutLine{"-- grows:", read_growth}, LayoutLine{"-- page:", read_page},
    LayoutLine{"-- says:", read_says},
};

bool read_line(std::string_view line, Report& report) {
  for (const LayoutLine& one : layout_lines)
    if (line.starts_with(one.start)) return one.read(line.substr(one.start.size()), report);
  return true;
}

/// Columns that the other lines name and the layout does not have.
std::optional<std::string> unknown_name(const Report& report) {
  std::set<std::string> named;
  for (const ReportPeople& people : report.people) {
    named.insert(people.column);
    named.insert(people.resting.begin(), people.resting.end());
  }
  for (const ReportSum& sum : report.sums) {
    if (sum.columns.empty()) named.insert(sum.column);
    else named.insert(sum.whole);
    if (!sum.ratio.empty()) named.insert(sum.ratio);
    named.insert(sum.columns.begin(), sum.columns.end());
    named.insert(sum.within.begin(), sum.within.end());
  }
  for (const ReportPlot& plot : report.plots) {
    named.insert(plot.columns.begin(), plot.columns.end());
    for (const auto& [column, value] : plot.where) named.insert(column);
  }
  for (const ReportCodes& codes : report.codes) {
    named.insert(codes.column);
    for (const auto& [column, value] : codes.where) named.insert(column);
  }
  for (const ReportSame& same : report.same) {
    // Out of what a share is told is a figure, too, though no column shows it.
    if (std::ranges::find(report.columns, same.column, &ReportColumn::whole) == report.columns.end()) named.insert(same.column);
    for (const auto& [column, value] : same.where) named.insert(column);
    for (const auto& [column, value] : same.as) named.insert(column);
  }
  for (const ReportGrowth& growth : report.grows) {
    named.insert(growth.column);
    if (!growth.by.empty()) named.insert(growth.by);
  }
  for (const ReportSays& says : report.says) named.insert(says.what.substr(0, says.what.find(' ')));
  for (const auto* list : {&report.loose, &report.open}) named.insert(list->begin(), list->end());
  for (const std::string& name : named)
    if (std::ranges::find(report.columns, name, &ReportColumn::name) == report.columns.end()) return name;
  return std::nullopt;
}

/// `COLUMN to OTHER` speaks of a ratio, or of two columns of a row.
void settle(const Report& report, ReportSum& sum) {
  const auto named = std::ranges::find(report.columns, sum.ratio, &ReportColumn::name);
  if (sum.ratio.empty() || named->kind == ReportColumn::Kind::ratio) return;
  sum.columns = {std::exchange(sum.column, "")};
  sum.whole = std::exchange(sum.ratio, "");
}

/// The text of a line, that of a part for `-- include: NAME`; nothing when there is no such part.
std::optional<std::string_view> with_part(std::string_view line) {
  constexpr std::string_view include = "-- include:";
  if (!line.starts_with(include)) return line;
  return shared_sql(trimmed(line.substr(include.size())));
}

tl::unexpected<Failure> broken(const std::string& file, std::uint32_t line, std::string_view text) {
  return fail(Exit::no, at({file, line, 1, {}}, problem("C166"_m, printable(text.substr(0, 80)))));
}

}  // namespace

Result<Report> read_report(std::string name, std::string file, std::string_view sql) {
  Report report;
  report.name = std::move(name);
  report.file = std::move(file);
  std::uint32_t number = 0;
  bool in_head = true;
  for (const std::string_view line : split(sql, '\n')) {
    ++number;
    in_head = in_head && line.starts_with("--");
    const auto text = with_part(line);
    if (!text || (in_head && !read_line(line, report))) return broken(report.file, number, line);
    (report.sql += *text) += '\n';
  }
  report.sql.pop_back();
  if (report.columns.empty() || report.french.empty()) return broken(report.file, 1, "-- title: … -- column: …");
  if (const auto unknown = unknown_name(report))
    return fail(Exit::no, at({report.file, 0, 0, {}}, problem("G128"_m, *unknown)));
  for (ReportSum& sum : report.sums) settle(report, sum);
  return report;
}

}  // namespace mloc::report
