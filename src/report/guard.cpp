#include "mloc/report/guard.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "rules/small_numbers.hpp"

namespace mloc::report {
namespace {

using Kind = GuardedCell::Kind;

/// A printed figure: hidden when one of its group is.
struct Mark {
  std::size_t run, row, column;
};

bool is_listed(const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); }

std::size_t column_of(const Report& report, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(report.columns, name, &ReportColumn::name) - report.columns.begin());
}

/// A figure's text for comparing: what a key says, or nothing.
std::string text_of(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? fmt::format("{}", *number) : "";
}
bool fits(const SqlValue& value, const std::string& wanted) {
  const bool nothing = std::holds_alternative<std::monostate>(value);
  return wanted == "-" ? nothing : wanted == "*" ? !nothing : text_of(value) == wanted;
}

/// Turns the rows of reports into cells and sums that hang together, within a period and from one to another.
class Gathering {
 public:
  Gathering(const std::vector<ReportRun>& runs, const std::vector<OtherPeriod>& others) {
    for (const ReportRun& run : runs) sources_.push_back({run, How::now, 0});
    for (std::size_t i = 0; i < others.size(); ++i)
      for (const ReportRun& run : others[i].runs) sources_.push_back({run, others[i].is_published ? How::published : How::between, i + 1});
    in_period_.resize(others.size() + 1);
  }

  Result<> gather() {
    for (run_ = 0; run_ < sources_.size(); ++run_) {
      cells_.assign(figures().rows.size(), std::vector<std::optional<std::size_t>>(report().columns.size()));
      for (std::size_t row = 0; row < figures().rows.size(); ++row)
        for (const ReportPeople& people : report().people) add_group(row, people);
      for (const ReportSum& sum : report().sums) CHECKED(add(sum));
      note_cells();
    }
    add_periods();
    return {};
  }

  /// What is hidden whatever the threshold says.
  std::vector<char> hidden() const { return flags_of(hidden_); }
  std::vector<char> told() const { return flags_of(told_); }
  /// What is hidden, put into the runs.
  void mark(std::vector<ReportRun>& runs, const std::vector<char>& hidden) const {
    for (std::size_t group = 0; group < made_.groups.size(); ++group) {
      if (std::ranges::none_of(made_.groups[group], [&](std::size_t cell) { return hidden[cell] != 0; })) continue;
      for (const Mark& one : marks_[group]) runs[one.run].hidden[one.row][one.column] = 1;
    }
  }
  const GuardedFigures& made() const { return made_; }

 private:
  enum class How { now, published, between };
  struct Source {
    const ReportRun& run;
    How how;
    std::size_t period;  ///< 0: the one at hand
  };

  const Source& source() const { return sources_[run_]; }
  const Report& report() const { return source().run.report; }
  const Figures& figures() const { return source().run.figures; }
  const SqlValue& value(std::size_t row, std::size_t column) const { return figures().rows[row][column].value; }
  std::int64_t number(std::size_t cell) const { return made_.cells[cell].value; }

  std::vector<char> flags_of(const std::vector<std::size_t>& cells) const {
    std::vector<char> flags(made_.cells.size(), 0);
    for (const std::size_t cell : cells) flags[cell] = 1;
    return flags;
  }

  std::size_t new_cell(std::int64_t value, Kind kind) {
    made_.cells.push_back({value, kind});
    return made_.cells.size() - 1;
  }
  /// A figure that its report shows; of a period that nobody printed it is what others leave over.
  std::size_t new_figure(std::int64_t value, Kind kind) {
    if (source().how != How::between) return new_cell(value, kind);
    return new_cell(value, kind == Kind::people ? Kind::rest : Kind::slack);
  }

  /// What is known of a figure beforehand.
  void settle(std::size_t cell, std::size_t row, std::size_t column) {
    const ReportRun& run = source().run;
    if (!run.told.empty() && run.told[row][column]) told_.push_back(cell);
    else if (!run.hidden.empty() && run.hidden[row][column]) hidden_.push_back(cell);
  }

  /// What a figure is called: its column and the words of its row (of a whole only those `within` which it is one), as the
  /// `-- same:` lines have it.
  std::string name_of(std::size_t row, std::string column, const std::vector<std::string>* within = nullptr) const {
    std::map<std::string, std::string> words;
    for (std::size_t i = 0; i < report().columns.size(); ++i) {
      const ReportColumn& one = report().columns[i];
      if (one.kind == ReportColumn::Kind::text && (!within || is_listed(*within, one.name))) words[one.name] = text_of(value(row, i));
    }
    const auto bare = [](const std::string& wanted) { return wanted == "-" ? std::string() : wanted; };
    for (const ReportSame& same : report().same) {
      if (same.column != column || !std::ranges::all_of(same.where, [&](const auto& one) { return words[one.first] == bare(one.second); })) continue;
      column = same.as_column;
      for (const auto& [name, said] : same.as) words[name] = bare(said);
      break;
    }
    for (const ReportColumn& one : report().columns)
      if (const std::string& said = words[one.name]; !said.empty()) column += "/" + said;
    return column;
  }

  /// The same number under the same name is one cell, in whichever report it stands.
  std::size_t cell_named(std::string name, Kind kind, std::int64_t number) {
    const auto [place, is_new] = known_.emplace(fmt::format("{} {}={}", source().period, name, number), made_.cells.size());
    return is_new ? new_figure(number, kind) : place->second;
  }

  void add_group(std::size_t row, const ReportPeople& people) {
    GuardedGroup group;
    std::vector<Mark> marks;
    std::vector<char> counted;
    const auto add = [&](const std::string& name, Kind kind) {
      const std::size_t column = column_of(report(), name);
      marks.push_back({run_, row, column});
      const auto* number = std::get_if<std::int64_t>(&value(row, column));
      if (!number && report().columns[column].kind != ReportColumn::Kind::ratio) marks.pop_back();
      if (!number || report().columns[column].kind == ReportColumn::Kind::ratio) return;
      cells_[row][column] = cell_named(name_of(row, name), kind, *number);
      settle(*cells_[row][column], row, column);
      group.push_back(*cells_[row][column]);
      counted.push_back(report().columns[column].kind == ReportColumn::Kind::integer);
    };
    add(people.column, Kind::people);
    for (const std::string& name : people.resting) add(name, Kind::facts);
    // Facts without people (not amounts: what is left of a plan) are of people that the column does not count, nobody knows
    // how many.
    if (!group.empty() && number(group.front()) == 0)
      for (std::size_t i = 0; i < group.size(); ++i)
        if (number(group[i]) != 0 && counted[i]) hidden_.push_back(group[i]);
    put_group(std::move(group), std::move(marks));
  }
  void put_group(GuardedGroup group, std::vector<Mark> marks) {
    if (source().how != How::now) return;
    made_.groups.push_back(std::move(group));
    marks_.push_back(std::move(marks));
  }

  bool agree(std::size_t left, std::size_t right, const std::vector<std::string>& within) const {
    return std::ranges::all_of(within, [&](const std::string& name) {
      const std::size_t column = column_of(report(), name);
      return value(left, column) == value(right, column);
    });
  }

  Result<> add(const ReportSum& sum) {
    if (!sum.columns.empty()) return add_columns(sum);
    return sum.ratio.empty() ? add_rows(sum) : add_ratio(sum);
  }

  Result<> add_columns(const ReportSum& sum) {
    const std::size_t whole = column_of(report(), sum.whole);
    for (std::size_t row = 0; row < figures().rows.size(); ++row) {
      std::vector<std::size_t> parts;
      for (const std::string& name : sum.columns)
        if (const auto cell = cells_[row][column_of(report(), name)]) parts.push_back(*cell);
      if (cells_[row][whole]) CHECKED(add_sum(*cells_[row][whole], parts, sum.whole));
    }
    return {};
  }

  Result<> add_rows(const ReportSum& sum) {
    const std::size_t key = column_of(report(), sum.column);
    for (std::size_t whole = 0; whole < figures().rows.size(); ++whole) {
      if (!fits(value(whole, key), sum.whole)) continue;
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < figures().rows.size(); ++row)
        if (row != whole && fits(value(row, key), sum.part) && agree(row, whole, sum.within)) rows.push_back(row);
      for (std::size_t column = 0; column < report().columns.size(); ++column)
        if (cells_[whole][column]) CHECKED(add_sum(*cells_[whole][column], of_rows(rows, column), report().columns[column].name));
    }
    return {};
  }

  std::vector<std::size_t> of_rows(const std::vector<std::size_t>& rows, std::size_t column) const {
    std::vector<std::size_t> cells;
    for (const std::size_t row : rows)
      if (cells_[row][column]) cells.push_back(*cells_[row][column]);
    return cells;
  }

  Result<> add_sum(std::size_t whole, std::vector<std::size_t> parts, const std::string& name) {
    if (parts.empty()) return {};
    GuardedSum sum{{whole}, std::move(parts)};
    std::int64_t together = 0;
    for (const std::size_t part : sum.parts) together += number(part);
    const std::int64_t missing = number(whole) - together;
    if (missing != 0 && !is_listed(report().loose, name))
      return fail(Exit::no, at({report().file, 0, 0, {}}, problem("G129"_m, name, together, number(whole))));
    if (missing > 0) sum.parts.push_back(new_cell(missing, made_.cells[whole].kind == Kind::people ? Kind::rest : Kind::slack));
    if (missing < 0) {
      sum.wholes.push_back(new_cell(-missing, Kind::slack));
      sum.capped = true;
    }
    made_.sums.push_back(std::move(sum));
    return {};
  }

  /// Whoever sees a share and its part knows the whole: it is a cell that is told as long as one of its shares is.
  Result<> add_ratio(const ReportSum& sum) {
    const std::size_t column = column_of(report(), sum.column), ratio = column_of(report(), sum.ratio);
    std::vector<char> done(figures().rows.size(), 0);
    for (std::size_t first = 0; first < done.size(); ++first) {
      const std::int64_t whole = figures().rows[first][ratio].ratio.whole;
      if (done[first] || whole == 0 || !cells_[first][column]) continue;
      const Kind kind = made_.cells[*cells_[first][column]].kind;
      const std::size_t cell = cell_named(name_of(first, report().columns[ratio].whole, &sum.within), kind, whole);
      std::vector<std::size_t> rows;
      std::vector<Mark> marks;
      for (std::size_t row = first; row < done.size(); ++row) {
        if (done[row] || !cells_[row][column] || figures().rows[row][ratio].ratio.whole != whole || !agree(row, first, sum.within)) continue;
        done[row] = 1;
        rows.push_back(row);
        marks.push_back({run_, row, ratio});
        settle(cell, row, ratio);
        const std::int64_t rest = whole - number(*cells_[row][column]);
        if (kind == Kind::people && rest >= 0) made_.sums.push_back({{cell}, {*cells_[row][column], new_cell(rest, Kind::rest)}});
      }
      put_group({cell}, std::move(marks));
      CHECKED(add_sum(cell, of_rows(rows, column), sum.column));
    }
    return {};
  }

  /// Report, words of the row, column: the same figure in another period is called the same.
  using Called = std::array<std::string, 3>;

  void note_cells() {
    for (std::size_t row = 0; row < cells_.size(); ++row) {
      std::string words;
      for (std::size_t i = 0; i < report().columns.size(); ++i)
        if (report().columns[i].kind == ReportColumn::Kind::text) words += "/" + text_of(value(row, i));
      for (std::size_t i = 0; i < report().columns.size(); ++i)
        if (cells_[row][i]) in_period_[source().period].emplace(Called{report().name, words, report().columns[i].name}, *cells_[row][i]);
    }
  }

  const Period& period(std::size_t number) const {
    return std::ranges::find(sources_, number, &Source::period)->run.figures.period;
  }
  const ReportGrowth* growth(const Called& figure) const {
    const Report& report = std::ranges::find_if(sources_, [&](const Source& one) { return one.run.report.name == figure[0]; })->run.report;
    const auto found = std::ranges::find(report.grows, figure[2], &ReportGrowth::column);
    return found == report.grows.end() ? nullptr : &*found;
  }
  std::vector<std::size_t> found_in(const std::vector<std::size_t>& periods, const Called& figure) const {
    std::vector<std::size_t> cells;
    for (const std::size_t number : periods)
      if (const auto found = in_period_[number].find(figure); found != in_period_[number].end()) cells.push_back(found->second);
    return cells;
  }

  /// The shortest periods, one after another; of two alike the first.
  std::vector<std::size_t> pieces() const {
    std::vector<std::size_t> found;
    for (std::size_t one = 0; one < in_period_.size(); ++one) {
      const auto within = [&](std::size_t other) {
        const bool smaller = period(one).contains(period(other).first) && period(one).contains(period(other).last);
        return smaller && (period(other).text() != period(one).text() || other < one);
      };
      bool is_piece = true;
      for (std::size_t other = 0; other < in_period_.size(); ++other) is_piece = is_piece && (other == one || !within(other));
      if (is_piece) found.push_back(one);
    }
    std::ranges::sort(found, {}, [&](std::size_t one) { return period(one).first; });
    return found;
  }

  /// Somebody may be counted in two periods, and what was published of one may have been revised since: a difference is slack.
  void add_periods_sum(std::size_t whole, std::vector<std::size_t> parts) {
    if (parts.empty()) return;
    GuardedSum sum{{whole}, std::move(parts)};
    std::int64_t missing = number(whole);
    for (const std::size_t part : sum.parts) missing -= number(part);
    if (missing > 0) sum.parts.push_back(new_cell(missing, Kind::slack));
    if (missing < 0) sum.wholes.push_back(new_cell(-missing, Kind::slack));
    sum.capped = missing < 0;
    made_.sums.push_back(std::move(sum));
  }

  /// A period's figures are those of its pieces together; what counts from the beginning is that of the last piece, and grows
  /// from piece to piece.
  void add_periods() {
    const auto all = pieces();
    for (std::size_t one = 0; one < in_period_.size(); ++one) {
      if (std::ranges::find(all, one) != all.end()) continue;
      std::vector<std::size_t> parts;
      for (const std::size_t piece : all)
        if (period(one).contains(period(piece).first)) parts.push_back(piece);
      for (const auto& [figure, cell] : in_period_[one]) add_periods_sum(cell, found_in(growth(figure) ? std::vector{parts.back()} : parts, figure));
    }
    for (std::size_t i = 1; i < all.size(); ++i)
      for (const auto& [figure, cell] : in_period_[all[i]]) {
        const ReportGrowth* grown = growth(figure);
        auto parts = grown ? found_in({all[i - 1]}, figure) : std::vector<std::size_t>{};
        if (parts.empty() || grown->by.empty()) continue;
        const auto by = found_in({all[i]}, {figure[0], figure[1], grown->by});
        parts.insert(parts.end(), by.begin(), by.end());
        add_periods_sum(cell, std::move(parts));
      }
  }

  std::vector<Source> sources_;
  std::size_t run_ = 0;
  GuardedFigures made_;
  std::vector<std::vector<Mark>> marks_;  ///< of each group
  std::vector<std::size_t> hidden_, told_;
  std::vector<std::map<Called, std::size_t>> in_period_;
  std::map<std::string, std::size_t> known_;
  std::vector<std::vector<std::optional<std::size_t>>> cells_;  ///< of the report at hand
};

}  // namespace

Result<std::int64_t> threshold_for(const Index& index, const std::string& readers) {
  TRY(rows, index.rows("SELECT thresholds_" + readers + " FROM settings"));
  if (!rows.rows.empty())
    if (const auto* number = std::get_if<std::int64_t>(&rows.rows[0][0])) return *number;
  return readers == "public" ? 11 : 5;
}

bool is_told(const Report& report, const ReportColumn& column) {
  if (column.kind == ReportColumn::Kind::text || is_listed(report.open, column.name)) return true;
  return std::ranges::any_of(report.people, [&](const ReportPeople& people) { return people.column == column.name || is_listed(people.resting, column.name); });
}

Result<std::size_t> hide_small_numbers(std::vector<ReportRun>& runs, std::int64_t threshold, const std::vector<OtherPeriod>& others) {
  for (ReportRun& run : runs) {
    run.threshold = threshold;
    if (run.hidden.empty()) run.hidden.assign(run.figures.rows.size(), std::vector<char>(run.report.columns.size(), 0));
  }
  if (runs.empty()) return 0;
  Gathering gathering(runs, others);
  CHECKED(gathering.gather());
  std::size_t given_up = 0;
  gathering.mark(runs, hidden_cells(gathering.made(), threshold, gathering.hidden(), gathering.told(), &given_up));
  return given_up;
}

}  // namespace mloc::report
