#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mloc::report {

/// A number that tables print, or that follows from them.
struct GuardedCell {
  /// people: how many; facts: something that rests on people (lessons, cents); rest: what a printed sum leaves over.
  enum class Kind : std::uint8_t { people, facts, rest, slack };
  std::int64_t value = 0;
  Kind kind = Kind::people;
  bool is_printed() const { return kind == Kind::people || kind == Kind::facts; }
};
/// Sum of `parts` = sum of `wholes`, for every reader to compute. Of what is `capped`, no part passes a whole (somebody
/// may be in two parts, and the difference is a slack cell).
struct GuardedSum {
  std::vector<std::size_t> wholes, parts;
  bool capped = false;
};
/// Cells that are hidden together: the figures of one row that rest on the same people.
using GuardedGroup = std::vector<std::size_t>;

struct GuardedFigures {
  std::vector<GuardedCell> cells;
  std::vector<GuardedSum> sums;
  std::vector<GuardedGroup> groups;  ///< a cell may be in several (the same number in two tables), or in none
};

/// What a reader who knows the sums and all that is not hidden can tell of a cell: from `low` to `high`. Both ends are
/// reached by whole numbers that fit every sum; no value: without end.
struct CellBounds {
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
  bool operator==(const CellBounds&) const = default;
};
/// `hidden`: 1 for each cell that is not told. Exact; where only broken numbers would reach an end, the cell's own value
/// stands for it, so that no bound is ever wider than the truth.
CellBounds bounds_of(const GuardedFigures& figures, const std::vector<char>& hidden, std::size_t cell);

/// Whether a hidden cell may stay so: people from 2 below (or 0) to 2 above with at least `threshold` between, a fact with
/// the smaller of `threshold` and its value between. Nothing is asked of 0, nor of a rest that is no small number.
bool is_wide(const GuardedCell& cell, const CellBounds& bounds, std::int64_t threshold);

/// What must be hidden: every number of people from 1 below `threshold`, with its group, then the cheapest further cells
/// until each hidden cell is wide. `hidden` may name cells that are hidden in any case, `told` those that the readers know
/// already, which nothing hides any more: where they tell too much, everything that hangs together with them is hidden. Sums
/// that do not add up are taken for true. `given_up`: how many programmes came to no end; what they would have proved is hidden.
std::vector<char> hidden_cells(const GuardedFigures& figures, std::int64_t threshold, std::vector<char> hidden = {}, std::vector<char> told = {},
                               std::size_t* given_up = nullptr);

}  // namespace mloc::report
