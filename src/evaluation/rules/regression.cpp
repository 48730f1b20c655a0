#include "regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>
#include <boost/math/distributions/students_t.hpp>

namespace mloc::evaluation {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Index = Eigen::Index;

Index at(std::size_t i) { return static_cast<Index>(i); }

/// Those who answered.
std::vector<std::size_t> answered(const Sample& sample) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample.responded[i]) rows.push_back(i);
  return rows;
}

template <class Values>
VectorXd column(const Values& values, const std::vector<std::size_t>& rows) {
  VectorXd made(at(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) made[at(i)] = static_cast<double>(values[rows[i]]);
  return made;
}

/// One column for each stratum but the first.
void add_strata(const Sample& sample, const std::vector<std::size_t>& rows, std::vector<VectorXd>& columns) {
  if (sample.stratum.empty()) return;
  for (std::size_t h = 1; h < sample.strata.size(); ++h) {
    VectorXd made(at(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) made[at(i)] = sample.stratum[rows[i]] == h ? 1 : 0;
    columns.push_back(std::move(made));
  }
}

MatrixXd beside(const std::vector<VectorXd>& columns) {
  MatrixXd made(columns.front().size(), at(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) made.col(at(j)) = columns[j];
  return made;
}

/// Constant, assignment, what is centred, products: the second column's coefficient is the effect.
MatrixXd interacted(const VectorXd& assigned, std::vector<VectorXd> others) {
  std::vector<VectorXd> columns = {VectorXd::Ones(assigned.size()), assigned};
  for (VectorXd& other : others) other.array() -= other.mean();
  columns.insert(columns.end(), others.begin(), others.end());
  for (const VectorXd& other : others) columns.push_back(assigned.cwiseProduct(other));
  return beside(columns);
}

struct Fit {
  MatrixXd x, inverse;  ///< of X'X, over the columns that are no sum of others
  VectorXd coefficients, residuals;
};

/// Least squares without the columns that are sums of others, as R leaves them out; constant and effect come first.
Fit fit(MatrixXd x, const VectorXd& y) {
  Eigen::ColPivHouseholderQR<MatrixXd> whole(x);
  if (whole.rank() < x.cols()) {
    MatrixXd kept(x.rows(), 0);
    for (Index j = 0; j < x.cols(); ++j) {
      MatrixXd wider(x.rows(), kept.cols() + 1);
      wider << kept, x.col(j);
      if (Eigen::ColPivHouseholderQR<MatrixXd>(wider).rank() == wider.cols()) kept = std::move(wider);
    }
    x = std::move(kept);
  }
  Fit made;
  made.inverse = (x.transpose() * x).ldlt().solve(MatrixXd::Identity(x.cols(), x.cols()));
  made.coefficients = Eigen::HouseholderQR<MatrixXd>(x).solve(y);
  made.residuals = y - x * made.coefficients;
  made.x = std::move(x);
  return made;
}

/// The variance of coefficient `j`: residuals over 1 − leverage (HC2).
double hc2(const Fit& made, Index j) {
  const VectorXd direction = made.x * made.inverse.col(j);
  const VectorXd leverage = (made.x * made.inverse).cwiseProduct(made.x).rowwise().sum();
  double sum = 0;
  for (Index i = 0; i < direction.size(); ++i) {
    const double rest = std::max(1 - leverage[i], 1e-12);
    sum += direction[i] * direction[i] * made.residuals[i] * made.residuals[i] / rest;
  }
  return sum;
}

/// A symmetric matrix to the power −1/2; what is nearly nothing stays nothing.
MatrixXd inverse_root(const MatrixXd& matrix) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
  VectorXd values = solver.eigenvalues();
  for (double& value : values) value = value > 1e-10 ? 1 / std::sqrt(value) : 0;
  return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

}  // namespace

Estimate with_interval(std::string name, double estimate, double std_error, double df, std::size_t n) {
  // Where everybody in each arm is alike nothing can be inferred; what is left of the variance is rounding.
  if (!(std_error > 1e-12) || !(df > 0)) return {std::move(name), estimate, 0, 0, 1, estimate, estimate, n};
  Estimate made{std::move(name), estimate, std_error, df, 1, estimate, estimate, n};
  const boost::math::students_t student(df);
  const double reach = boost::math::quantile(boost::math::complement(student, 0.025)) * std_error;
  made.p_value = 2 * boost::math::cdf(boost::math::complement(student, std::abs(estimate / std_error)));
  made.conf_low = estimate - reach;
  made.conf_high = estimate + reach;
  return made;
}

Estimate lin(const Sample& sample) {
  const auto rows = answered(sample);
  std::vector<VectorXd> others;
  for (const auto& values : sample.covariates) others.push_back(column(values, rows));
  add_strata(sample, rows, others);
  const Fit made = fit(interacted(column(sample.assigned, rows), std::move(others)), column(sample.outcome, rows));
  return with_interval("lin", made.coefficients[1], std::sqrt(hc2(made, 1)), static_cast<double>(made.x.rows() - made.x.cols()), rows.size());
}

std::vector<std::size_t> redundant_covariates(const Sample& sample) {
  const auto rows = answered(sample);
  std::vector<VectorXd> kept = {VectorXd::Ones(at(rows.size())), column(sample.assigned, rows)};
  std::vector<std::size_t> redundant;
  for (std::size_t i = 0; i < sample.covariates.size(); ++i) {
    VectorXd one = column(sample.covariates[i], rows);
    one.array() -= one.mean();
    kept.push_back(std::move(one));
    if (Eigen::ColPivHouseholderQR<MatrixXd>(beside(kept)).rank() == at(kept.size())) continue;
    redundant.push_back(i);
    kept.pop_back();
  }
  return redundant;
}

Estimate clustered(const Sample& sample) {
  const auto rows = answered(sample);
  std::vector<VectorXd> others;
  add_strata(sample, rows, others);
  const Fit made = fit(interacted(column(sample.assigned, rows), std::move(others)), column(sample.outcome, rows));
  const std::size_t clusters = *std::ranges::max_element(sample.cluster) + 1;
  std::vector<std::vector<Index>> members(clusters);
  for (std::size_t i = 0; i < rows.size(); ++i) members[sample.cluster[rows[i]]].push_back(at(i));
  std::erase_if(members, [](const auto& some) { return some.empty(); });
  const Index many = at(members.size());
  MatrixXd sums(made.x.cols(), many);  // X'a of each cluster
  VectorXd squares(many);              // a'a
  double variance = 0;
  for (Index g = 0; g < many; ++g) {
    const MatrixXd x = made.x(members[static_cast<std::size_t>(g)], Eigen::all);
    const VectorXd residuals = made.residuals(members[static_cast<std::size_t>(g)]);
    const VectorXd a = inverse_root(MatrixXd::Identity(x.rows(), x.rows()) - x * made.inverse * x.transpose()) * (x * made.inverse.col(1));
    const double score = a.dot(residuals);
    variance += score * score;
    sums.col(g) = x.transpose() * a;
    squares[g] = a.squaredNorm();
  }
  MatrixXd products = -(sums.transpose() * made.inverse * sums);
  products.diagonal() += squares;
  const double df = products.trace() * products.trace() / products.squaredNorm();
  return with_interval("itt_cluster", made.coefficients[1], std::sqrt(variance), df, rows.size());
}

Instrumented two_stage(const Sample& sample) {
  const auto rows = answered(sample);
  const VectorXd assigned = column(sample.assigned, rows), received = column(sample.received, rows), outcome = column(sample.outcome, rows);
  std::vector<VectorXd> strata;
  add_strata(sample, rows, strata);
  std::vector<VectorXd> instruments = {VectorXd::Ones(assigned.size()), assigned};
  instruments.insert(instruments.end(), strata.begin(), strata.end());
  const Fit first = fit(beside(instruments), received);
  std::vector<VectorXd> fitted = instruments;
  fitted[1] = received - first.residuals;
  Instrumented made;
  made.first_stage = with_interval("first_stage", first.coefficients[1], std::sqrt(hc2(first, 1)),
                                   static_cast<double>(first.x.rows() - first.x.cols()), rows.size());
  const double ratio = made.first_stage.estimate / made.first_stage.std_error;
  made.first_stage_f = made.first_stage.has_interval() ? ratio * ratio
                       : std::abs(made.first_stage.estimate) > 0.5 ? std::numeric_limits<double>::infinity() : 0;
  if (made.first_stage_f < 10) return made;
  Fit second = fit(beside(fitted), outcome);
  // The residuals are those of what was received, not of its prediction.
  second.residuals -= second.coefficients[1] * (received - fitted[1]);
  made.estimate = with_interval("late", second.coefficients[1], std::sqrt(hc2(second, 1)), static_cast<double>(second.x.rows() - second.x.cols()), rows.size());
  return made;
}

}  // namespace mloc::evaluation
