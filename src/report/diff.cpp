// What moved in a report from one period to another.
#include <algorithm>
#include <map>

#include "columns.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/print.hpp"
#include "publish.hpp"
#include "verbs.hpp"

namespace mloc::report {
namespace {

/// The words of a row, and its figures by column; nothing where a period has no such row.
struct Row {
  std::vector<Cell> words;
  std::vector<std::vector<Cell>> figures = std::vector<std::vector<Cell>>(2);
};

/// The rows of both periods in the order of the first; what only the second has follows.
class Pairs {
 public:
  void add(std::size_t side, const Table& table) {
    if (columns_.empty())
      for (const Column& column : table.columns) columns_.push_back(column);
    for (const auto& cells : table.rows) {
      Row row;
      std::string name;
      std::vector<Cell> figures;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].kind != Column::Kind::text) {
          figures.push_back(cells[i]);
          continue;
        }
        row.words.push_back(cells[i]);
        name += "\x1f" + cells[i].value_or("");
      }
      const auto [place, is_new] = places_.emplace(name, rows_.size());
      if (is_new) rows_.push_back(std::move(row));
      rows_[place->second].figures[side] = std::move(figures);
    }
  }

  /// One row for each figure that is another, or that only one of the periods has. A person sees the sign of a rise.
  Table moved(const std::string& kind, ReadBy reader) const {
    Table table{kind, {}, {}};
    std::vector<const Column*> figures;
    for (const Column& column : columns_)
      if (column.kind == Column::Kind::text) table.columns.push_back(column);
      else figures.push_back(&column);
    using K = Column::Kind;
    for (Column column : {Column{"figure", K::text, "Figure", "Chiffre"}, Column{"before", K::ratio, "Before", "Avant"},
                          Column{"after", K::ratio, "After", "Après"}, Column{"change", K::ratio, "Change", "Écart"}})
      table.columns.push_back(std::move(column));
    for (const Row& row : rows_)
      for (std::size_t i = 0; i < figures.size(); ++i) {
        const Cell before = row.figures[0].empty() ? Cell() : row.figures[0][i], after = row.figures[1].empty() ? Cell() : row.figures[1][i];
        if (before == after) continue;
        table.rows.push_back(row.words);
        for (Cell cell : {Cell(figures[i]->name), before, after, change(*figures[i], before, after, reader)}) table.rows.back().push_back(std::move(cell));
      }
    return table;
  }

 private:
  /// Nothing where one of them is not there, hidden, or no number.
  static Cell change(const Column& column, const Cell& before, const Cell& after, ReadBy reader) {
    if (!before || !after || column.kind == Column::Kind::day) return {};
    const auto from = decimal_number(*before), to = decimal_number(*after);
    if (!from || !to) return {};
    const auto point = std::max(before->size() - std::min(before->size(), before->find('.')), after->size() - std::min(after->size(), after->find('.')));
    const int decimals = point == 0 ? 0 : static_cast<int>(point) - 1;
    return reader == ReadBy::person ? fmt::format("{:+.{}f}", *to - *from, decimals) : fmt::format("{:.{}f}", *to - *from, decimals);
  }

  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::map<std::string, std::size_t> places_;
};

Result<Table> figures_of(Workspace& workspace, Index& index, const Report& report, const Period& period, const DiffArgs& args) {
  if (args.published) {
    TRY(table, published_table(workspace.store(), report, period, args.readers));
    if (!table) return fail(Exit::unknown, problem("V340"_m, report.name, period.text()));
    return *std::move(table);
  }
  TRY(run, args.readers ? run_for(workspace, index, report, period, *args.readers) : run_inside(workspace, index, report, period));
  return table_of(run);
}

}  // namespace

Result<Exit> diff_reports(World& world, const Globals& globals, const DiffArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(report, find_report(workspace.store(), args.name));
  if (args.readers && lists_people(report)) return fail(Exit::rule, problem("V251"_m, report.name));
  TRY(index, workspace.valid_index());
  Pairs pairs;
  TRY(before, figures_of(workspace, *index, report, *args.before, args));
  TRY(after, figures_of(workspace, *index, report, *args.after, args));
  pairs.add(0, before);
  pairs.add(1, after);
  TRY(table, for_audience(world, globals, pairs.moved(report.name, is_for_people(globals.view.format) ? ReadBy::person : ReadBy::program)));
  const bool any = !table.rows.empty();
  if (globals.view.format == Format::table) {
    TRY(words, in_words(*index, report, std::move(table), globals.view.language));
    table = std::move(words);
  }
  if (!globals.quiet) remark(world, phrase("{}: {} and {}", args.name, args.before->text(), args.after->text()));
  TRY(text, rendered(std::move(table), globals.view));
  CHECKED(world.out.write(text));
  return any ? Exit::no : globals.exit_of(0);
}

}  // namespace mloc::report
