#include "small_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "simplex.hpp"

namespace mloc::report {
namespace {

using Kind = GuardedCell::Kind;

constexpr double endless = 1e12;
constexpr double noticeable = 1e-6;

bool is_whole(double number) { return std::abs(number - std::round(number)) < noticeable; }

/// The sums that hang together, for a programme of their own: cells of different ones say nothing of each other.
struct Component {
  std::vector<std::size_t> cells, sums;
};

std::vector<Component> components_of(const GuardedFigures& figures) {
  std::vector<std::size_t> root(figures.cells.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto find = [&](std::size_t cell) {
    while (root[cell] != cell) cell = root[cell] = root[root[cell]];
    return cell;
  };
  for (const GuardedSum& sum : figures.sums)
    for (const auto* side : {&sum.wholes, &sum.parts})
      for (const std::size_t cell : *side) root[find(cell)] = find(sum.wholes.front());
  std::vector<Component> by_root(figures.cells.size());
  for (std::size_t i = 0; i < root.size(); ++i) by_root[find(i)].cells.push_back(i);
  for (std::size_t i = 0; i < figures.sums.size(); ++i) by_root[find(figures.sums[i].wholes.front())].sums.push_back(i);
  std::erase_if(by_root, [](const Component& one) { return one.cells.empty(); });
  return by_root;
}

/// How far the cells of a component may move from what they are so that all its sums still hold: each movable cell is
/// two variables, up and down.
class Movement {
 public:
  Movement(const GuardedFigures& figures, const Component& component, const std::vector<char>& hidden, const std::vector<char>& movable)
      : figures_(figures), place_(figures.cells.size(), none) {
    std::vector<double> highest(figures.cells.size(), endless);
    for (const std::size_t index : component.sums) cap(figures.sums[index], hidden, highest);
    for (const std::size_t cell : component.cells) {
      if (!movable[cell]) continue;
      place_[cell] = programme_.size;
      programme_.size += 2;
      const double value = static_cast<double>(figures.cells[cell].value);
      programme_.upper.insert(programme_.upper.end(), {std::max(0.0, highest[cell] - value), value < 0 ? endless : value});
    }
    programme_.cost.assign(programme_.size, 0);
    for (const std::size_t index : component.sums) add(figures.sums[index]);
  }

  void price(std::size_t cell, double up, double down) {
    programme_.cost[place_[cell]] = up;
    programme_.cost[place_[cell] + 1] = down;
  }
  void limit(std::size_t cell, double up, double down) {
    programme_.upper[place_[cell]] = std::min(programme_.upper[place_[cell]], up);
    programme_.upper[place_[cell] + 1] = std::min(programme_.upper[place_[cell] + 1], down);
  }
  /// How far each cell of the figures moves.
  /// Without a proof nothing moves, so that what could be told is hidden.
  std::vector<double> solve(std::size_t& given_up) const {
    const auto found = greatest(programme_);
    std::vector<double> moved(place_.size(), 0);
    given_up += !found;
    if (!found) return moved;
    const std::vector<double>& x = *found;
    for (std::size_t i = 0; i < place_.size(); ++i)
      if (place_[i] != none) moved[i] = x[place_[i]] - x[place_[i] + 1];
    return moved;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  void cap(const GuardedSum& sum, const std::vector<char>& hidden, std::vector<double>& highest) const {
    if (!sum.capped) return;
    for (const std::size_t whole : sum.wholes) {
      if (hidden[whole] || figures_.cells[whole].kind == Kind::slack) continue;
      for (const std::size_t part : sum.parts) highest[part] = std::min(highest[part], static_cast<double>(figures_.cells[whole].value));
    }
  }

  void add(const GuardedSum& sum) {
    const auto moves = [&](std::size_t cell) { return place_[cell] != none; };
    if (std::ranges::none_of(sum.parts, moves) && std::ranges::none_of(sum.wholes, moves)) return;
    std::vector<double> row(programme_.size, 0);
    const auto put = [&](std::size_t cell, double factor) {
      if (place_[cell] == none) return;
      row[place_[cell]] += factor;
      row[place_[cell] + 1] -= factor;
    };
    for (const std::size_t part : sum.parts) put(part, 1);
    for (const std::size_t whole : sum.wholes) put(whole, -1);
    programme_.rows.push_back(std::move(row));
  }

  const GuardedFigures& figures_;
  std::vector<std::size_t> place_;
  LinearProgramme programme_;
};

/// Rests and slacks are never printed.
std::vector<char> with_unprinted(const GuardedFigures& figures, std::vector<char> hidden) {
  hidden.resize(figures.cells.size(), 0);
  for (std::size_t i = 0; i < hidden.size(); ++i)
    if (!figures.cells[i].is_printed()) hidden[i] = 1;
  return hidden;
}

CellBounds bounds_in(const GuardedFigures& figures, const Component& component, const std::vector<char>& hidden, std::size_t cell, std::size_t& given_up) {
  const std::int64_t value = figures.cells[cell].value;
  if (!hidden[cell]) return {value, value};
  // A vertex of broken numbers is no table of people; without it nothing is proved.
  const auto furthest = [&](double up, double down) {
    Movement movement(figures, component, hidden, hidden);
    movement.price(cell, up, down);
    const auto moved = movement.solve(given_up);
    const bool proved = std::ranges::all_of(moved, is_whole);
    return proved ? static_cast<std::int64_t>(std::llround(moved[cell])) : 0;
  };
  const std::int64_t down = furthest(-1, 1), up = furthest(1, -1);
  CellBounds bounds{value + down, value + up};
  if (static_cast<double>(up) > endless / 2) bounds.high.reset();
  return bounds;
}

/// Cells that stand in the same sums on the same side may take from each other. Gives the number of each cell's kind; 0
/// where a cap forbids it.
std::vector<std::size_t> siblings_of(const GuardedFigures& figures) {
  std::vector<std::vector<std::size_t>> stands(figures.cells.size());
  std::vector<char> capped(figures.cells.size(), 0);
  for (std::size_t i = 0; i < figures.sums.size(); ++i) {
    for (const std::size_t whole : figures.sums[i].wholes) stands[whole].push_back(2 * i);
    for (const std::size_t part : figures.sums[i].parts) stands[part].push_back(2 * i + 1);
    for (const std::size_t part : figures.sums[i].parts) capped[part] = capped[part] || figures.sums[i].capped;
  }
  std::map<std::vector<std::size_t>, std::size_t> kinds;
  std::vector<std::size_t> made(stands.size(), 0);
  for (std::size_t i = 0; i < stands.size(); ++i)
    if (!capped[i]) made[i] = kinds.emplace(stands[i], kinds.size() + 1).first->second;
  return made;
}

bool is_small(std::int64_t value, std::int64_t threshold) { return value > 0 && value < threshold; }

/// Hides what must be hidden, one cell after another. More hidden cells only widen the bounds of others, so that each is
/// judged until it passes once.
class Guard {
 public:
  Guard(const GuardedFigures& figures, std::int64_t threshold, const std::vector<char>& hidden, std::vector<char> told)
      : figures_(figures), threshold_(threshold), components_(components_of(figures)), component_of_(figures.cells.size()),
        groups_of_(figures.cells.size()), sibling_of_(siblings_of(figures)), together_(figures.cells.size() + 1), hidden_(with_unprinted(figures, {})), told_(std::move(told)), passed_(figures.cells.size(), 0) {
    told_.resize(figures.cells.size(), 0);
    for (std::size_t i = 0; i < components_.size(); ++i)
      for (const std::size_t cell : components_[i].cells) component_of_[cell] = i;
    for (std::size_t i = 0; i < figures.groups.size(); ++i)
      for (const std::size_t cell : figures.groups[i]) groups_of_[cell].push_back(i);
    sums_of_.resize(figures.cells.size());
    for (std::size_t i = 0; i < figures.sums.size(); ++i)
      for (const auto* side : {&figures.sums[i].wholes, &figures.sums[i].parts})
        for (const std::size_t cell : *side) sums_of_[cell].push_back(i);
    for (std::size_t i = 0; i < hidden.size(); ++i)
      if (hidden[i]) hide(i);
    for (std::size_t i = 0; i < figures.cells.size(); ++i)
      if (figures.cells[i].kind == Kind::people && is_small(figures.cells[i].value, threshold)) hide(i);
  }

  std::size_t given_up = 0;  ///< programmes that came to no end

  std::vector<char> hidden() {
    while (const auto cell = narrow()) widen(*cell);
    return hidden_;
  }

 private:
  void hide(std::size_t cell) {
    if (hidden_[cell] || told_[cell]) return;
    hidden_[cell] = 1;
    together_[sibling_of_[cell]].count += 1;
    together_[sibling_of_[cell]].value += std::max<std::int64_t>(0, figures_.cells[cell].value);
    for (const std::size_t group : groups_of_[cell])
      for (const std::size_t other : figures_.groups[group]) hide(other);
  }

  const Component& component(std::size_t cell) const { return components_[component_of_[cell]]; }

  std::optional<std::size_t> narrow() {
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
      if (!hidden_[i] || passed_[i]) continue;
      if (!asks_nothing(i) && !is_wide_among_siblings(i) && !is_wide_in(neighbourhood(i), i) && !is_wide_in(component(i), i)) return i;
      passed_[i] = 1;
    }
    return std::nullopt;
  }
  bool asks_nothing(std::size_t cell) const { return is_wide(figures_.cells[cell], {figures_.cells[cell].value, figures_.cells[cell].value}, threshold_); }

  /// The common case without a programme: one gives all to the other.
  bool is_wide_among_siblings(std::size_t cell) const {
    const Together& all = together_[sibling_of_[cell]];
    return sibling_of_[cell] != 0 && all.count > 1 && is_wide(figures_.cells[cell], {0, all.value}, threshold_);
  }

  bool is_wide_in(const Component& part, std::size_t cell) {
    bounds_ = bounds_in(figures_, part, hidden_, cell, given_up);
    return is_wide(figures_.cells[cell], bounds_, threshold_);
  }

  /// A few hidden cells round a cell; with all others held fast its bounds can only be narrower, and are found sooner.
  Component neighbourhood(std::size_t cell) const {
    constexpr int steps = 3;
    constexpr std::size_t beside = 4;
    std::set<std::size_t> cells{cell}, sums;
    std::vector<std::size_t> border{cell};
    for (int step = 0; step < steps; ++step) {
      std::vector<std::size_t> next;
      for (const std::size_t one : border)
        for (const std::size_t sum : sums_of_[one]) {
          if (!sums.insert(sum).second) continue;
          for (const std::size_t other : largest_hidden(figures_.sums[sum], beside))
            if (cells.insert(other).second) next.push_back(other);
        }
      border = std::move(next);
    }
    for (const std::size_t one : cells) sums.insert(sums_of_[one].begin(), sums_of_[one].end());
    return {{cells.begin(), cells.end()}, {sums.begin(), sums.end()}};
  }

  std::vector<std::size_t> largest_hidden(const GuardedSum& sum, std::size_t most) const {
    std::vector<std::size_t> found;
    for (const auto* side : {&sum.wholes, &sum.parts})
      for (const std::size_t cell : *side)
        if (hidden_[cell]) found.push_back(cell);
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::ranges::partial_sort(found, end, {}, [&](std::size_t one) { return std::pair(-figures_.cells[one].value, one); });
    found.erase(end, found.end());
    return found;
  }

  /// Moves the cell by what its bounds lack, at the least cost of cells that would have to be hidden for it.
  void widen(std::size_t cell) {
    const auto [up, down] = lacking(cell);
    std::vector<char> movable = hidden_;
    double most = 0;
    for (const std::size_t other : component(cell).cells) {
      if (figures_.cells[other].value != 0 && !told_[other]) movable[other] = 1;
      most = std::max(most, static_cast<double>(figures_.cells[other].value));
    }
    Movement movement(figures_, component(cell), hidden_, movable);
    const double reward = 4.0 * static_cast<double>(component(cell).cells.size() + 1);
    for (const std::size_t other : component(cell).cells) {
      if (!movable[other] || hidden_[other]) continue;
      const double price = (static_cast<double>(figures_.cells[other].value) + 1) / (most + 1);
      movement.price(other, -price, -price);
    }
    movement.price(cell, up > 0 ? reward : 0, down > 0 ? reward : 0);
    movement.limit(cell, up, down);
    const auto moved = movement.solve(given_up);
    bool more = false;
    for (std::size_t i = 0; i < moved.size(); ++i) {
      if (hidden_[i] || std::abs(moved[i]) < noticeable) continue;
      hide(i);
      more = true;
    }
    if (!more) hide_beside(cell);
  }

  struct Lack {
    double up = 0, down = 0;
  };
  Lack lacking(std::size_t cell) const {
    const GuardedCell& one = figures_.cells[cell];
    if (one.kind != Kind::facts) {
      if (bounds_.high && *bounds_.high < one.value + 2) return {2, 0};
      const std::int64_t below = std::min<std::int64_t>(one.value, 2);
      if (bounds_.low > one.value - below) return {0, static_cast<double>(below)};
    }
    const std::int64_t width = one.kind == Kind::facts ? std::min(threshold_, one.value) : threshold_;
    return {static_cast<double>(width - (one.value - bounds_.low)), 0};
  }

  /// When no movement helps (a cap, broken numbers): the smallest cell that is still told, of the cell's sums, else of the
  /// component.
  void hide_beside(std::size_t cell) {
    std::optional<std::size_t> best;
    const auto consider = [&](std::size_t other) {
      const auto rank = [&](std::size_t one) { return std::pair(figures_.cells[one].value == 0, figures_.cells[one].value); };
      if (!hidden_[other] && !told_[other] && (!best || rank(other) < rank(*best))) best = other;
    };
    for (const std::size_t index : component(cell).sums) {
      const GuardedSum& sum = figures_.sums[index];
      if (std::ranges::find(sum.parts, cell) == sum.parts.end() && std::ranges::find(sum.wholes, cell) == sum.wholes.end()) continue;
      for (const auto* side : {&sum.parts, &sum.wholes})
        for (const std::size_t other : *side) consider(other);
    }
    if (!best)
      for (const std::size_t other : component(cell).cells) consider(other);
    if (best) hide(*best);
    else passed_[cell] = 1;  // nothing is told any more that it could be computed from
  }

  const GuardedFigures& figures_;
  std::int64_t threshold_;
  std::vector<Component> components_;
  std::vector<std::size_t> component_of_;
  std::vector<std::vector<std::size_t>> groups_of_;
  std::vector<std::vector<std::size_t>> sums_of_;
  struct Together {
    std::size_t count = 0;
    std::int64_t value = 0;
  };
  std::vector<std::size_t> sibling_of_;
  std::vector<Together> together_;  ///< hidden siblings, by the number of their kind
  std::vector<char> hidden_, told_, passed_;
  CellBounds bounds_;
};

}  // namespace

CellBounds bounds_of(const GuardedFigures& figures, const std::vector<char>& hidden, std::size_t cell) {
  const auto components = components_of(figures);
  const auto own = std::ranges::find_if(components, [&](const Component& one) { return std::ranges::find(one.cells, cell) != one.cells.end(); });
  std::size_t given_up = 0;
  return bounds_in(figures, *own, with_unprinted(figures, hidden), cell, given_up);
}

bool is_wide(const GuardedCell& cell, const CellBounds& bounds, std::int64_t threshold) {
  if (cell.value <= 0 || cell.kind == Kind::slack) return true;
  if (cell.kind == Kind::rest && !is_small(cell.value, threshold)) return true;
  const auto width_of_at_least = [&](std::int64_t width) { return !bounds.high || *bounds.high - bounds.low >= width; };
  if (cell.kind == Kind::facts) return width_of_at_least(std::min(threshold, cell.value));
  return bounds.low <= cell.value - std::min<std::int64_t>(cell.value, 2) && (!bounds.high || *bounds.high >= cell.value + 2) &&
         width_of_at_least(threshold);
}

std::vector<char> hidden_cells(const GuardedFigures& figures, std::int64_t threshold, std::vector<char> hidden, std::vector<char> told, std::size_t* given_up) {
  Guard guard(figures, threshold, hidden, std::move(told));
  hidden = guard.hidden();
  if (given_up) *given_up = guard.given_up;
  return hidden;
}

}  // namespace mloc::report
