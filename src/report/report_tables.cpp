#include "report_tables.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/render/figure_text.hpp"

namespace mloc::report {
namespace {

constexpr std::size_t most_columns = 10;
using RowKind = Page::Row::Kind;

struct Line {
  RowKind kind = RowKind::plain;
  std::string label;
  std::optional<std::size_t> row;  ///< none: a head without figures
};

class Tables {
 public:
  Tables(Page& page, const ReportRun& run, const Table& table, Language language) : page_(page), run_(run), table_(table), language_(language) {}

  void put() {
    if (table_.rows.empty()) {
      page_.paragraph(said("Aucune ligne dans la période.", "No row in the period."));
      return;
    }
    if (lists_people(run_.report)) return put_people();
    const auto level = place("level");
    if (level && *level == 0) return put_levels();
    put_groups();
  }

 private:
  std::string said(std::string_view french, std::string_view english) const { return typeset(language_ == Language::french ? french : english, language_); }
  std::optional<std::size_t> place(std::string_view name) const {
    const auto found = std::ranges::find(table_.columns, name, &Column::name);
    return found == table_.columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - table_.columns.begin()));
  }
  std::string words(std::size_t row, std::size_t column) const { return table_.rows[row][column].value_or(""); }
  bool is_text(std::size_t column) const { return table_.columns[column].kind == Column::Kind::text; }
  /// As the layout calls it, whatever it is in words.
  std::string code(std::size_t row, std::size_t column) const {
    const auto found = std::ranges::find(run_.report.columns, table_.columns[column].name, &ReportColumn::name);
    const auto* text = std::get_if<std::string>(&run_.figures.rows[row][static_cast<std::size_t>(found - run_.report.columns.begin())].value);
    return text ? *text : std::string();
  }
  std::string whole() const { return said("Ensemble", "All"); }

  // One table, of these lines.

  void put_table(const std::string& caption, const std::string& head, const std::vector<Line>& lines, const std::vector<std::size_t>& columns) {
    std::vector<std::size_t> kept;
    std::vector<std::string> empty;
    for (const std::size_t column : columns) {
      const bool says = std::ranges::any_of(lines, [&](const Line& line) { return line.row && table_.rows[*line.row][column]; });
      if (says) kept.push_back(column);
      else empty.push_back(label_of(table_.columns[column], language_));
    }
    const std::size_t parts = std::max<std::size_t>(1, (kept.size() + most_columns - 1) / most_columns), each = (kept.size() + parts - 1) / parts;
    for (std::size_t part = 0; part < parts; ++part) {
      const auto from = kept.begin() + static_cast<std::ptrdiff_t>(part * each), until = kept.begin() + static_cast<std::ptrdiff_t>(std::min(kept.size(), (part + 1) * each));
      put_part(parts == 1 ? caption : fmt::format("{} ({}/{})", caption, part + 1, parts), head, lines, {from, until});
    }
    if (!empty.empty()) page_.put(Html::element("p", {{"class", "src"}}, {said("Sans valeur ici : ", "Without a value here: ") + joined(empty, ", ") + "."}));
  }

  void put_part(const std::string& caption, const std::string& head, const std::vector<Line>& lines, const std::vector<std::size_t>& columns) {
    std::vector<Page::Heading> headings{{head}};
    for (const std::size_t column : columns) headings.push_back({heading_of(column), is_number(table_.columns[column].kind) ? Page::Heading::Align::end : Page::Heading::Align::start});
    std::vector<Page::Row> rows;
    for (const Line& line : lines) {
      Page::Row row{{line.label}, line.kind};
      if (line.row)
        for (const std::size_t column : columns) row.cells.emplace_back(figure(*line.row, column));
      rows.push_back(std::move(row));
    }
    page_.table(caption, period_name(run_.figures.period, language_), headings, rows);
  }
  std::string figure(std::size_t row, std::size_t column) const {
    const Cell& cell = table_.rows[row][column];
    return cell ? figure_text(*cell, table_.columns[column].kind, table_.columns[column].unit, language_) : std::string(no_figure);
  }
  /// Money has its unit in the head.
  std::string heading_of(std::size_t column) const {
    const std::string label = label_of(table_.columns[column], language_);
    return table_.columns[column].kind == Column::Kind::money ? label + " (€)" : label;
  }

  void put_people() {
    const std::size_t label = place("file_number").value_or(*place("case_id"));
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (i != label && !(table_.columns[i].name == "case_id" && place("file_number"))) columns.push_back(i);
    std::vector<Line> lines;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) lines.push_back({RowKind::plain, words(row, label), row});
    put_table(title(), label_of(table_.columns[label], language_), lines, columns);
  }
  std::string title() const { return language_ == Language::french ? run_.report.french : run_.report.english; }

  // Reports whose rows are of levels, as the `-- adds: level …` lines say.

  const ReportSum* above(const std::string& level) const {
    for (const ReportSum& sum : run_.report.sums)
      if (sum.column == "level" && sum.part == level && sum.whole != "total" && !sum.within.empty()) return &sum;
    return nullptr;
  }
  std::vector<std::size_t> of_level(const std::string& level) const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table_.rows.size(); ++row)
      if (code(row, 0) == level) rows.push_back(row);
    return rows;
  }
  std::string label_without(std::size_t row, const std::string& column) const {
    for (std::size_t i = 1; i < table_.columns.size() && is_text(i); ++i)
      if (table_.columns[i].name != column && !words(row, i).empty()) return words(row, i);
    return said("Non renseigné", "Not recorded");
  }
  std::vector<std::size_t> figures_after_texts() const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (!is_text(i)) columns.push_back(i);
    return columns;
  }

  void put_levels() {
    std::vector<std::string> levels;
    for (std::size_t row = 0; row < table_.rows.size(); ++row)
      if (std::ranges::find(levels, code(row, 0)) == levels.end()) levels.push_back(code(row, 0));
    const auto total = of_level("total");
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
      if (*level == "total" || above(*level)) continue;
      std::vector<Line> lines;
      for (const std::size_t row : of_level(*level)) put_level(*level, row, levels, lines);
      if (!total.empty()) lines.push_back({RowKind::total, whole(), total.front()});
      put_table(words(of_level(*level).front(), 0), "", lines, figures_after_texts());
    }
    if (levels.size() == 1 && !total.empty()) put_table(title(), "", {{RowKind::total, whole(), total.front()}}, figures_after_texts());
  }
  void put_level(const std::string& level, std::size_t row, const std::vector<std::string>& levels, std::vector<Line>& lines) const {
    lines.push_back({RowKind::plain, label_without(row, ""), row});
    for (const std::string& below : levels) {
      const ReportSum* sum = above(below);
      if (!sum || sum->whole != level) continue;
      const std::size_t within = *place(sum->within.front());
      for (const std::size_t member : of_level(below)) {
        if (code(member, within) != code(row, within)) continue;
        lines.push_back({RowKind::member, label_without(member, sum->within.front()), member});
      }
    }
    const auto head = std::ranges::find(lines, std::optional(row), &Line::row);
    if (std::next(head) != lines.end()) head->kind = RowKind::group;
  }

  // Reports whose first columns are words that go from the whole to the part.

  std::string joined_words(std::size_t row, std::size_t from, std::size_t until) const {
    std::string text;
    for (std::size_t i = from; i < until; ++i)
      if (!words(row, i).empty()) text += (text.empty() ? "" : " · ") + words(row, i);
    return text;
  }

  void put_groups() {
    std::size_t texts = 0;
    while (texts < table_.columns.size() && is_text(texts)) ++texts;
    std::vector<std::size_t> columns;
    for (std::size_t i = texts; i < table_.columns.size(); ++i) columns.push_back(i);
    const std::size_t in_caption = texts >= 4 ? 2 : texts == 3 ? 1 : 0, label = texts == 0 ? 0 : texts - 1;
    for (std::size_t from = 0, until; from < table_.rows.size(); from = until) {
      until = from + 1;
      while (until < table_.rows.size() && same(from, until, 0, in_caption)) ++until;
      const std::string name = joined_words(from, 0, in_caption);
      put_table(name.empty() ? title() : name, texts == 0 ? "" : label_of(table_.columns[label], language_), lines_of(from, until, in_caption, label), columns);
    }
  }
  bool same(std::size_t one, std::size_t other, std::size_t from, std::size_t until) const {
    for (std::size_t i = from; i < until; ++i)
      if (words(one, i) != words(other, i)) return false;
    return true;
  }

  std::vector<Line> lines_of(std::size_t from, std::size_t until, std::size_t in_caption, std::size_t label) const {
    std::vector<Line> lines;
    for (std::size_t first = from, last; first < until; first = last) {
      last = first + 1;
      while (last < until && same(first, last, in_caption, label)) ++last;
      const std::string name = joined_words(first, in_caption, label);
      std::optional<std::size_t> all;  // the row of the group as a whole
      for (std::size_t row = first; row < last && !all; ++row)
        if (words(row, label).empty()) all = row;
      const bool has_members = last - first > (all ? 1u : 0u);
      if (!has_members) lines.push_back({RowKind::plain, name.empty() ? whole() : name, all});
      else if (!name.empty()) lines.push_back({RowKind::group, name, all});
      for (std::size_t row = first; row < last; ++row)
        if (row != all) lines.push_back({name.empty() ? RowKind::plain : RowKind::member, words(row, label), row});
      if (has_members && name.empty() && all) lines.push_back({RowKind::total, whole(), all});
    }
    return lines;
  }

  Page& page_;
  const ReportRun& run_;
  const Table& table_;
  Language language_;
};

}  // namespace

void put_tables(Page& page, const ReportRun& run, const Table& table, Language language) { Tables(page, run, table, language).put(); }

}  // namespace mloc::report
