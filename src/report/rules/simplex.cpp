#include "simplex.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace mloc::report {
namespace {

constexpr double tiny = 1e-9;

class Tableau {
 public:
  explicit Tableau(const LinearProgramme& programme)
      : rows_(programme.rows), upper_(programme.upper), price_(programme.cost), at_upper_(programme.size, 0),
        basic_(programme.rows.size()), values_(programme.rows.size(), 0.0) {
    // A row starts with a variable of its own that is always 0; once it has left it never comes back.
    for (std::size_t row = 0; row < rows_.size(); ++row) basic_[row] = programme.size + row;
    for (const double one : price_) cheap_ = std::max(cheap_, tiny * std::abs(one));
  }

  std::optional<std::vector<double>> solve(std::size_t most) {
    for (std::size_t steps = 0;; ++steps) {
      const auto entering = enters();
      if (!entering) break;
      if (steps == most) return std::nullopt;
      move(*entering);
    }
    std::vector<double> x(price_.size());
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = at_upper_[j] ? upper_[j] : 0;
    for (std::size_t row = 0; row < basic_.size(); ++row)
      if (basic_[row] < x.size()) x[basic_[row]] = values_[row];
    return x;
  }

 private:
  struct Entering {
    std::size_t column;
    double direction;
  };
  std::optional<Entering> enters() const {
    for (std::size_t j = 0; j < price_.size(); ++j) {
      if (upper_[j] <= tiny) continue;
      if (!at_upper_[j] && price_[j] > cheap_) return Entering{j, 1};
      if (at_upper_[j] && price_[j] < -cheap_) return Entering{j, -1};
    }
    return std::nullopt;
  }

  double upper_of(std::size_t variable) const { return variable < upper_.size() ? upper_[variable] : 0; }

  void move(const Entering& entering) {
    double step = upper_[entering.column];
    std::size_t leaving = rows_.size();
    bool to_upper = false;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const double change = -rows_[row][entering.column] * entering.direction;
      if (std::abs(change) <= tiny) continue;
      const double room = change < 0 ? values_[row] / -change : (upper_of(basic_[row]) - values_[row]) / change;
      // Of large numbers the last digits are noise: two ways of the same length are told apart by Bland's rule alone.
      const double same = std::max(tiny, std::abs(step) * 1e-12);
      const bool first = room < step - same || (room <= step + same && (leaving == rows_.size() ? room < step + same : basic_[row] < basic_[leaving]));
      if (!first) continue;
      step = std::max(0.0, std::min(step, room));
      leaving = row;
      to_upper = change > 0;
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) values_[row] -= rows_[row][entering.column] * entering.direction * step;
    if (leaving == rows_.size()) {
      at_upper_[entering.column] = !at_upper_[entering.column];
      return;
    }
    pivot(entering, leaving, (at_upper_[entering.column] ? upper_[entering.column] : 0) + entering.direction * step, to_upper);
  }

  void pivot(const Entering& entering, std::size_t row, double value, bool to_upper) {
    if (basic_[row] < at_upper_.size()) at_upper_[basic_[row]] = to_upper;
    at_upper_[entering.column] = 0;
    basic_[row] = entering.column;
    values_[row] = value;
    const double by = rows_[row][entering.column];
    for (double& one : rows_[row]) one /= by;
    const auto clear = [&](std::vector<double>& other) {
      const double factor = other[entering.column];
      if (factor == 0) return;
      for (std::size_t j = 0; j < other.size(); ++j) other[j] -= factor * rows_[row][j];
      other[entering.column] = 0;
    };
    for (std::size_t other = 0; other < rows_.size(); ++other)
      if (other != row) clear(rows_[other]);
    clear(price_);
  }

  std::vector<std::vector<double>> rows_;
  std::vector<double> upper_, price_;
  std::vector<char> at_upper_;
  std::vector<std::size_t> basic_;
  std::vector<double> values_;
  double cheap_ = tiny;  ///< a price under it is none, beside the greatest one
};

}  // namespace

std::optional<std::vector<double>> greatest(const LinearProgramme& programme, std::size_t most) {
  return Tableau(programme).solve(most);
}

}  // namespace mloc::report
