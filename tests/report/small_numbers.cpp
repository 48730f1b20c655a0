#include "report/rules/small_numbers.hpp"
#include "report/rules/simplex.hpp"

#include <fmt/format.h>

#include <map>
#include <numeric>

#include "catch.hpp"

using namespace mloc;

using namespace mloc::report;

namespace {

/// A table of people with its totals of rows and columns and in all.
struct Crossed {
  GuardedFigures figures;
  std::size_t rows, columns;
  std::vector<char> hidden;

  Crossed(std::size_t r, std::size_t c, const std::vector<std::int64_t>& values) : rows(r), columns(c) {
    for (const std::int64_t value : values) figures.cells.push_back({value});
    for (std::size_t row = 0; row < rows; ++row) {
      GuardedSum sum{{}, {}};
      for (std::size_t column = 0; column < columns; ++column) sum.parts.push_back(at(row, column));
      put(std::move(sum));
    }
    for (std::size_t column = 0; column < columns; ++column) {
      GuardedSum sum{{}, {}};
      for (std::size_t row = 0; row < rows; ++row) sum.parts.push_back(at(row, column));
      put(std::move(sum));
    }
    GuardedSum all{{}, {}};
    for (std::size_t row = 0; row < rows; ++row) all.parts.push_back(rows * columns + row);
    put(std::move(all));
    GuardedSum across{{figures.cells.size() - 1}, {}};
    for (std::size_t column = 0; column < columns; ++column) across.parts.push_back(rows * columns + rows + column);
    figures.sums.push_back(std::move(across));
    hidden.resize(figures.cells.size(), 0);
  }
  std::size_t at(std::size_t row, std::size_t column) const { return row * columns + column; }
  std::size_t total() const { return figures.cells.size() - 1; }
  std::string name(std::size_t cell) const {
    if (cell < rows * columns) return fmt::format("{}|{}", cell / columns, cell % columns);
    return cell == total() ? "total" : fmt::format("margin {}", cell - rows * columns);
  }
  std::string names(const std::vector<char>& which) const {
    std::string all;
    for (std::size_t i = 0; i < which.size(); ++i)
      if (which[i]) all += (all.empty() ? "" : " ") + name(i);
    return all;
  }
  std::string bounds(std::size_t row, std::size_t column) const {
    const CellBounds made = bounds_of(figures, hidden, at(row, column));
    return fmt::format("{}..{}", made.low, made.high ? fmt::format("{}", *made.high) : "");
  }

 private:
  void put(GuardedSum sum) {
    std::int64_t value = 0;
    for (const std::size_t part : sum.parts) value += figures.cells[part].value;
    sum.wholes = {figures.cells.size()};
    figures.cells.push_back({value});
    figures.sums.push_back(std::move(sum));
  }
};

/// tests/testthat/test-simpleheuristic.R of sdcTable: nine cells are hidden.
Crossed sdc_table() {
  Crossed table(4, 4, {30, 47, 64, 89, 90, 124, 5, 31, 100, 100, 51, 85, 792, 991, 659, 685});
  for (const auto& [row, column] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 1}, {3, 3}})
    table.hidden[table.at(row, column)] = 1;
  return table;
}

}  // namespace

TEST_CASE("two hidden cells in every line are not enough: sdcTable's case") {
  Crossed table = sdc_table();
  CHECK(table.figures.cells[16].value == 230);
  CHECK(table.figures.cells[17].value == 250);
  CHECK(table.figures.cells[18].value == 336);
  CHECK(table.figures.cells[19].value == 3127);
  CHECK(table.figures.cells[20].value == 1012);
  CHECK(table.figures.cells[22].value == 779);
  CHECK(table.bounds(0, 0) == "25..94");
  CHECK(table.bounds(0, 1) == "47..47");
  CHECK(table.bounds(0, 2) == "0..69");
  CHECK(table.bounds(1, 0) == "26..95");
  CHECK(table.bounds(1, 2) == "0..69");
  CHECK(table.bounds(2, 1) == "0..185");
  CHECK(table.bounds(2, 3) == "0..185");
  CHECK(table.bounds(3, 1) == "906..1091");
  CHECK(table.bounds(3, 3) == "585..770");
  CHECK(table.bounds(0, 3) == "89..89");
  auto other = table;
  other.hidden[other.at(1, 1)] = 1;
  CHECK(other.bounds(0, 1) == "0..141");
  // The cell that sdcTable adds, with the interval that its test expects.
  const auto before = table.hidden;
  table.hidden = hidden_cells(table.figures, 5, before);
  std::vector<char> added(before.size());
  for (std::size_t i = 0; i < added.size(); ++i) added[i] = table.hidden[i] && !before[i];
  CHECK(table.names(added) == "1|3");
  CHECK(table.bounds(0, 1) == "0..78");
}

TEST_CASE("a table of three rows and two columns: the README of rtauargus") {
  Crossed table(2, 2, {30, 20, 60, 40});
  table.hidden[table.at(0, 0)] = table.hidden[table.at(1, 1)] = 1;
  CHECK(table.bounds(0, 0) == "30..30");
  CHECK(table.bounds(1, 1) == "40..40");
  table.hidden = hidden_cells(table.figures, 3, table.hidden);
  CHECK(table.bounds(0, 0) == "0..50");
  CHECK(table.bounds(0, 1) == "0..50");
  CHECK(table.bounds(1, 0) == "40..90");
  CHECK(table.bounds(1, 1) == "10..60");
}

TEST_CASE("one small number costs the three cheapest others of its square") {
  // Sites by outcome (CDI, CDD, formation, sans): only Pithiviers, CDI is small.
  Crossed table(3, 4, {41, 30, 25, 44, 18, 22, 12, 31, 3, 14, 9, 17});
  table.hidden = hidden_cells(table.figures, 5);
  CHECK(table.names(table.hidden) == "1|0 1|2 2|0 2|2");
  CHECK(table.bounds(1, 0) == "9..21");
  CHECK(table.bounds(1, 2) == "9..21");
  CHECK(table.bounds(2, 0) == "0..12");
  CHECK(table.bounds(2, 2) == "0..12");
  CHECK(table.names(hidden_cells(table.figures, 3)).empty());
}

TEST_CASE("zeros are told, and a total that is small is hidden with its part") {
  Crossed table(2, 3, {3, 0, 0, 20, 31, 12});
  table.hidden = hidden_cells(table.figures, 5);
  CHECK_FALSE(table.hidden[table.at(0, 1)]);
  CHECK_FALSE(table.hidden[table.at(0, 2)]);
  for (const std::size_t hidden : {table.at(0, 0), std::size_t{6}}) CHECK(table.hidden[hidden]);
  CHECK_FALSE(table.hidden[table.total()]);
  CHECK(is_wide({3}, bounds_of(table.figures, table.hidden, 0), 5));
}

TEST_CASE("what is left of a printed whole is judged like a cell") {
  // 18 of 20: the two others would be told.
  GuardedFigures figures{{{20}, {18}, {2, GuardedCell::Kind::rest}}, {{{0}, {1, 2}}}, {}};
  CHECK(hidden_cells(figures, 5) == std::vector<char>{0, 1, 1});
  figures.cells[1].value = 14;
  figures.cells[2].value = 6;
  CHECK(hidden_cells(figures, 5) == std::vector<char>{0, 0, 1});
  figures.cells[1].value = 20;
  figures.cells[2].value = 0;
  CHECK(hidden_cells(figures, 5) == std::vector<char>{0, 0, 1});
}

TEST_CASE("a group is hidden as a whole, wherever one of its cells stands") {
  using Kind = GuardedCell::Kind;
  // Learners and sessions of two schools and a site; another table repeats the sessions of the first school.
  GuardedFigures figures{{{3}, {40, Kind::facts}, {30}, {300, Kind::facts}, {33}, {340, Kind::facts}, {12, Kind::facts}},
                         {{{4}, {0, 2}}, {{5}, {1, 3}}},
                         {{0, 1}, {2, 3}, {4, 5}, {1, 6}}};
  CHECK(hidden_cells(figures, 5) == std::vector<char>{1, 1, 1, 1, 0, 0, 1});
}

TEST_CASE("people who are in two parts leave a slack, and nobody is in a part who is not in the whole") {
  using Kind = GuardedCell::Kind;
  GuardedFigures figures{{{20}, {3}, {12}, {9}, {4, Kind::slack}}, {{{0, 4}, {1, 2, 3}, true}}, {}};
  std::vector<char> hidden{0, 1, 0, 0, 0};
  CHECK(bounds_of(figures, hidden, 1) == CellBounds{0, 20});
  figures.cells[3].value = 13;
  figures.cells[4].value = 8;
  CHECK(hidden_cells(figures, 5) == std::vector<char>{0, 1, 0, 0, 1});
  // Here 2 is the least: a bound within two of the number.
  figures.cells[3].value = 6;
  figures.cells[4].value = 1;
  CHECK(bounds_of(figures, hidden, 1) == CellBounds{2, 20});
  const auto more = hidden_cells(figures, 5);
  CHECK(std::accumulate(more.begin(), more.end(), 0) == 3);
}

TEST_CASE("a fact may be told as nearly as its own size") {
  using Kind = GuardedCell::Kind;
  CHECK(is_wide({1, Kind::facts}, {0, 1}, 5));
  CHECK_FALSE(is_wide({1, Kind::facts}, {1, 1}, 5));
  CHECK(is_wide({60, Kind::facts}, {57, 62}, 5));
  CHECK_FALSE(is_wide({60, Kind::facts}, {57, 61}, 5));
  CHECK_FALSE(is_wide({1}, {0, 2}, 5));
  CHECK(is_wide({1}, {0, 5}, 5));
  CHECK_FALSE(is_wide({4}, {0, 5}, 5));
  CHECK(is_wide({4}, {0, {}}, 5));
  CHECK(is_wide({0}, {0, 0}, 5));
}

TEST_CASE("what readers know already hides no more, and drags down what it would tell") {
  // Of 3 + 20 = 23 the 3 is hidden and with it the sum, or the 20.
  GuardedFigures figures{{{3}, {20}, {23}, {9}, {40}, {43}}, {{{2}, {0, 1}}}, {}};
  CHECK(hidden_cells(figures, 5) == std::vector<char>{1, 1, 0, 0, 0, 0});
  // Readers know the 20: now it is the sum that has to go.
  CHECK(hidden_cells(figures, 5, {}, {0, 1, 0, 0, 0, 0}) == std::vector<char>{1, 0, 1, 0, 0, 0});
  // They know both: nothing can help, and all else that hangs together with the 3 is told no more; the 9 hangs on nothing.
  figures.sums.push_back({{5}, {0, 4}});
  CHECK(hidden_cells(figures, 5, {}, {0, 1, 1, 0, 0, 0}) == std::vector<char>{1, 0, 0, 0, 1, 1});
}

TEST_CASE("a linear programme ends within its steps, or says that it does not") {
  // Three variables that add up to nothing, each at most 4: the first gains what the others lose.
  LinearProgramme programme{3, {{1, -1, 0}, {0, 1, -1}}, {4, 4, 4}, {1, 0, 0}};
  const auto found = greatest(programme);
  REQUIRE(found);
  CHECK(found->front() == Approx(4));
  CHECK_FALSE(greatest(programme, 0));
  CHECK_FALSE(greatest(programme, 1));
}
