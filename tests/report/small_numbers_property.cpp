#include "report/rules/small_numbers.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <set>

#include "catch.hpp"

using namespace mloc;

using namespace mloc::report;

namespace {

/// Rows by columns with every total, one row a second table breaks down: linked by the row's total.
struct Linked {
  std::size_t rows = 0, columns = 0, broken = 0;
  GuardedFigures figures;
};

Linked some_tables() {
  Linked made;
  made.rows = *rc::gen::inRange<std::size_t>(1, 4);
  made.columns = *rc::gen::inRange<std::size_t>(1, 4);
  made.broken = *rc::gen::inRange<std::size_t>(0, 3);
  auto& cells = made.figures.cells;
  const auto sum = [&](std::vector<std::size_t> parts) {
    std::int64_t value = 0;
    for (const std::size_t part : parts) value += cells[part].value;
    cells.push_back({value});
    made.figures.sums.push_back({{cells.size() - 1}, std::move(parts)});
  };
  for (std::size_t i = 0; i < made.rows * made.columns; ++i) cells.push_back({*rc::gen::inRange<std::int64_t>(0, 7)});
  std::vector<std::size_t> totals;
  for (std::size_t row = 0; row < made.rows; ++row) {
    std::vector<std::size_t> parts;
    for (std::size_t column = 0; column < made.columns; ++column) parts.push_back(row * made.columns + column);
    sum(parts);
    totals.push_back(cells.size() - 1);
  }
  for (std::size_t column = 0; column < made.columns; ++column) {
    std::vector<std::size_t> parts;
    for (std::size_t row = 0; row < made.rows; ++row) parts.push_back(row * made.columns + column);
    sum(parts);
  }
  sum(totals);
  if (made.broken > 0) {
    // The first row once more, by something else.
    std::int64_t left = cells[totals[0]].value;
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i <= made.broken; ++i) {
      const std::int64_t value = i == made.broken ? left : *rc::gen::inRange<std::int64_t>(0, left + 1);
      left -= value;
      parts.push_back(cells.size());
      cells.push_back({value});
    }
    made.figures.sums.push_back({{totals[0]}, std::move(parts)});
  }
  return made;
}

/// Every value that the cell takes in a table that fits what is told, found by trying all: hidden cells up to `most`.
std::set<std::int64_t> possible(const GuardedFigures& figures, const std::vector<char>& hidden, std::size_t cell, std::int64_t most) {
  std::vector<std::int64_t> value(figures.cells.size());
  for (std::size_t i = 0; i < value.size(); ++i) value[i] = figures.cells[i].value;
  std::set<std::size_t> totals;
  for (const GuardedSum& sum : figures.sums) totals.insert(sum.wholes.front());
  std::set<std::int64_t> found;
  std::size_t tried = 0;
  const std::function<void(std::size_t)> go = [&](std::size_t i) {
    if (++tried > 30000) return;
    // A sum whose parts are all chosen must hold; one of which a part is to come must not be passed.
    for (const GuardedSum& sum : figures.sums) {
      std::int64_t parts = 0;
      bool chosen = true;
      for (const std::size_t part : sum.parts) {
        if (part < i || !hidden[part]) parts += value[part];
        else chosen = false;
      }
      const std::size_t whole = sum.wholes.front();
      const bool told = !hidden[whole] || whole < i;
      if (told && (parts > value[whole] || (chosen && parts != value[whole]))) return;
    }
    if (i == value.size()) {
      found.insert(value[cell]);
      return;
    }
    if (!hidden[i]) return go(i + 1);
    const std::int64_t was = value[i];
    for (value[i] = 0; value[i] <= most; ++value[i]) go(i + 1);
    value[i] = was;
  };
  go(0);
  if (tried > 30000) found.clear();
  return found;
}

}  // namespace

TEST_CASE("bounds are those of all tables that fit") {
  CHECK(rc::check([] {
    const Linked tables = some_tables();
    std::vector<char> hidden(tables.figures.cells.size());
    for (char& one : hidden) one = *rc::gen::inRange(0, 3) == 0;
    const auto cell = *rc::gen::inRange<std::size_t>(0, hidden.size());
    const CellBounds bounds = bounds_of(tables.figures, hidden, cell);
    const std::int64_t most = 24;
    const auto all = possible(tables.figures, hidden, cell, most);
    if (all.empty()) return;  // too many to try
    // Where a hidden cell may pass what is tried, some tables are left out: those that were tried lie within all the same.
    bool tried_all = true;
    for (std::size_t i = 0; i < hidden.size(); ++i)
      if (hidden[i]) tried_all = tried_all && bounds_of(tables.figures, hidden, i).high.value_or(most + 1) <= most;
    RC_ASSERT(bounds.low <= *all.begin());
    if (bounds.high) RC_ASSERT(*all.rbegin() <= *bounds.high);
    if (!tried_all) return;
    RC_ASSERT(*all.begin() == bounds.low);
    RC_ASSERT(*all.rbegin() == *bounds.high);
  }));
}

TEST_CASE("after hiding nobody can tell a hidden number of people more nearly than the rule") {
  CHECK(rc::check([] {
    const Linked tables = some_tables();
    const auto& cells = tables.figures.cells;
    const auto threshold = *rc::gen::inRange<std::int64_t>(2, 7);
    const auto hidden = hidden_cells(tables.figures, threshold);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!hidden[i]) {
        RC_ASSERT(cells[i].value == 0 || cells[i].value >= threshold);
        continue;
      }
      const CellBounds bounds = bounds_of(tables.figures, hidden, i);
      RC_ASSERT(is_wide(cells[i], bounds, threshold));
      const auto all = possible(tables.figures, hidden, i, 60);
      if (all.empty() || cells[i].value == 0) continue;
      RC_ASSERT(*all.begin() <= std::max<std::int64_t>(0, cells[i].value - 2));
      RC_ASSERT(*all.rbegin() >= cells[i].value + 2);
      RC_ASSERT(*all.rbegin() - *all.begin() >= threshold);
    }
  }));
}

TEST_CASE("what is hidden hangs on the figures alone") {
  CHECK(rc::check([] {
    const Linked tables = some_tables();
    RC_ASSERT(hidden_cells(tables.figures, 5) == hidden_cells(tables.figures, 5));
    const auto none = hidden_cells(tables.figures, 1);
    RC_ASSERT(std::ranges::none_of(none, [](char one) { return one != 0; }));
  }));
}
