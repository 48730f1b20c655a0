#include "evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "regression.hpp"

namespace mloc::evaluation {
namespace {

/// Count, mean and variance (n − 1) of those who answered in an arm, of one stratum or of all.
struct Moments {
  std::size_t n = 0;
  double mean = 0, squares = 0;
  void add(double value) {
    ++n;
    const double before = value - mean;
    mean += before / static_cast<double>(n);
    squares += before * (value - mean);
  }
  double variance() const { return squares / static_cast<double>(n - 1); }
  double of_mean() const { return variance() / static_cast<double>(n); }
};
struct Block {
  Moments control, test;
  std::size_t size() const { return control.n + test.n; }
};

std::size_t strata_of(const Sample& sample) { return sample.stratum.empty() ? 1 : sample.strata.size(); }

std::vector<Block> blocks_of(const Sample& sample, const std::vector<char>& assigned, const std::vector<double>& values,
                             const std::vector<char>& counted) {
  std::vector<Block> blocks(strata_of(sample));
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (counted[i]) {
      Block& block = blocks[sample.stratum.empty() ? 0 : sample.stratum[i]];
      (assigned[i] ? block.test : block.control).add(values[i]);
    }
  return blocks;
}

/// The means of control and test, blocks by their size; a block without one of the arms compares nothing.
std::pair<double, double> weighted_means(const std::vector<Block>& blocks) {
  double control = 0, test = 0, all = 0;
  for (const Block& block : blocks) {
    if (block.control.n == 0 || block.test.n == 0) continue;
    const auto size = static_cast<double>(block.size());
    control += size * block.control.mean;
    test += size * block.test.mean;
    all += size;
  }
  return all > 0 ? std::pair(control / all, test / all) : std::pair(0.0, 0.0);
}
double weighted_difference(const std::vector<Block>& blocks) {
  const auto [control, test] = weighted_means(blocks);
  return test - control;
}

/// Neyman in every block, blocks by their share; df N − 2H.
Estimate blocked(std::string name, const std::vector<Block>& blocks) {
  std::size_t n = 0;
  for (const Block& block : blocks) n += block.size();
  double variance = 0;
  for (const Block& block : blocks) {
    const double share = static_cast<double>(block.size()) / static_cast<double>(n);
    variance += share * share * (block.control.of_mean() + block.test.of_mean());
  }
  return with_interval(std::move(name), weighted_difference(blocks), std::sqrt(variance),
                       static_cast<double>(n) - 2.0 * static_cast<double>(blocks.size()), n);
}

Estimate welch(const Block& all) {
  const double a = all.control.of_mean(), b = all.test.of_mean();
  const double df = (a + b) * (a + b) / (a * a / static_cast<double>(all.control.n - 1) + b * b / static_cast<double>(all.test.n - 1));
  return with_interval("itt_welch", all.test.mean - all.control.mean, std::sqrt(a + b), a + b > 0 ? df : 1, all.size());
}

std::vector<std::size_t> smallest_first(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  return order;
}

/// The mean of the `keep` lowest values, the last one in part.
double mean_of_lowest(const std::vector<double>& sorted, double keep) {
  double sum = 0, left = keep;
  for (const double value : sorted) {
    const double weight = std::min(1.0, left);
    if (weight <= 0) break;
    sum += weight * value;
    left -= weight;
  }
  return sum / keep;
}

/// The arm that answers more loses the share that answers only because of its arm, from the top or from the bottom.
std::vector<Estimate> lee(const Sample& sample, const Arm& control, const Arm& test) {
  const double of_control = static_cast<double>(control.answered) / static_cast<double>(control.drawn);
  const double of_test = static_cast<double>(test.answered) / static_cast<double>(test.drawn);
  const bool trims_test = of_test > of_control;
  std::vector<double> values;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample.responded[i] && static_cast<bool>(sample.assigned[i]) == trims_test) values.push_back(sample.outcome[i]);
  std::ranges::sort(values);
  const double rest = trims_test ? of_control / of_test : of_test / of_control;
  const double keep = static_cast<double>(values.size()) * rest;
  const double low = mean_of_lowest(values, keep);
  std::ranges::reverse(values);
  const double high = mean_of_lowest(values, keep);
  const auto bound = [&](const char* name, double value) {
    return Estimate{name, value, 0, 0, 1, value, value, control.answered + test.answered};
  };
  return {bound("lee_lower", trims_test ? low - control.mean : test.mean - high),
          bound("lee_upper", trims_test ? high - control.mean : test.mean - low)};
}

void count(const Sample& sample, Evaluation& made) {
  Moments control, test;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    Arm& arm = sample.assigned[i] ? made.test : made.control;
    ++arm.drawn;
    if (!sample.received.empty()) arm.entered += sample.received[i] ? 1 : 0;
    if (!sample.withdrew.empty()) arm.withdrew += sample.withdrew[i] ? 1 : 0;
    if (!sample.forgotten.empty()) arm.forgotten += sample.forgotten[i] ? 1 : 0;
    if (!sample.responded[i]) continue;
    ++arm.answered;
    (sample.assigned[i] ? test : control).add(sample.outcome[i]);
  }
  made.control.mean = control.mean;
  made.test.mean = test.mean;
}

Result<> require_two_in_each(const Sample& sample, const std::vector<Block>& blocks) {
  std::vector<Problem> problems;
  for (std::size_t h = 0; h < blocks.size(); ++h)
    if (blocks[h].control.n < 2 || blocks[h].test.n < 2)
      problems.push_back(problem("V101"_m, sample.stratum.empty() ? phrase("all") : Phrase(sample.strata[h]), blocks[h].control.n, blocks[h].test.n));
  if (!problems.empty()) return fail(Exit::rule, std::move(problems));
  return {};
}

/// The response itself is compared among all who were drawn.
void add_attrition(const Sample& sample, Evaluation& made) {
  if (made.control.answered == made.control.drawn && made.test.answered == made.test.drawn) return;
  std::vector<double> answers(sample.responded.begin(), sample.responded.end());
  const std::vector<char> all(sample.size(), 1);
  made.estimates.push_back(blocked("response", blocks_of(sample, sample.assigned, answers, all)));
  const double control = static_cast<double>(made.control.answered) * static_cast<double>(made.test.drawn);
  const double test = static_cast<double>(made.test.answered) * static_cast<double>(made.control.drawn);
  if (control == test) return;  // nobody answers because of the arm
  for (Estimate& bound : lee(sample, made.control, made.test)) made.estimates.push_back(std::move(bound));
}

template <class Values>
Values some_of(const Values& values, const std::vector<char>& kept) {
  Values made;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (kept[i]) made.push_back(values[i]);
  return made;
}

void drop_empty_strata(Sample& sample) {
  std::vector<std::size_t> number(sample.strata.size());
  std::vector<std::string> left;
  for (std::size_t h = 0; h < number.size(); ++h) {
    number[h] = left.size();
    if (std::ranges::count(sample.stratum, h) > 0) left.push_back(sample.strata[h]);
  }
  for (std::size_t& stratum : sample.stratum) stratum = number[stratum];
  sample.strata = std::move(left);
}

}  // namespace

Sample part_of(const Sample& sample, const std::vector<char>& kept) {
  Sample part = sample;
  part.assigned = some_of(sample.assigned, kept);
  part.responded = some_of(sample.responded, kept);
  part.outcome = some_of(sample.outcome, kept);
  part.stratum = some_of(sample.stratum, kept);
  part.cluster = some_of(sample.cluster, kept);
  part.received = some_of(sample.received, kept);
  part.withdrew = some_of(sample.withdrew, kept);
  part.forgotten = some_of(sample.forgotten, kept);
  for (auto& covariate : part.covariates) covariate = some_of(covariate, kept);
  drop_empty_strata(part);
  return part;
}

Sample pooled_strata(const Sample& sample, std::vector<std::string>& pooled) {
  if (sample.stratum.empty()) return sample;
  const auto blocks = blocks_of(sample, sample.assigned, sample.outcome, sample.responded);
  std::vector<char> together(blocks.size());
  std::size_t control = 0, test = 0;
  const auto join = [&](std::size_t h) {
    together[h] = 1;
    control += blocks[h].control.n;
    test += blocks[h].test.n;
    pooled.push_back(sample.strata[h]);
  };
  for (std::size_t h = 0; h < blocks.size(); ++h)
    if (blocks[h].control.n < 2 || blocks[h].test.n < 2) join(h);
  while (!pooled.empty() && pooled.size() < blocks.size() && (pooled.size() == 1 || control < 2 || test < 2)) {
    std::size_t smallest = blocks.size();
    for (std::size_t h = 0; h < blocks.size(); ++h)
      if (!together[h] && (smallest == blocks.size() || blocks[h].size() < blocks[smallest].size())) smallest = h;
    join(smallest);
  }
  if (pooled.empty()) return sample;
  Sample made = sample;
  const auto first = static_cast<std::size_t>(std::ranges::find(together, 1) - together.begin());
  for (std::size_t& stratum : made.stratum)
    if (together[stratum]) stratum = first;
  std::string name;
  for (const std::string& one : pooled) name += (name.empty() ? "" : " + ") + one;
  made.strata[first] = name;
  drop_empty_strata(made);
  return made;
}

Result<Evaluation> evaluate(const Sample& sample) {
  Evaluation made;
  count(sample, made);
  const auto blocks = blocks_of(sample, sample.assigned, sample.outcome, sample.responded);
  CHECKED(require_two_in_each(sample, blocks));
  std::tie(made.control.weighted_mean, made.test.weighted_mean) = weighted_means(blocks);
  Sample whole = sample;
  whole.stratum.clear();
  const auto all = blocks_of(whole, sample.assigned, sample.outcome, sample.responded);
  if (!sample.cluster.empty()) made.estimates.push_back(clustered(sample));
  if (blocks.size() > 1) made.estimates.push_back(blocked("itt_blocked", blocks));
  made.estimates.push_back(blocked("itt", all));
  made.estimates.push_back(welch(all.front()));
  if (!sample.covariates.empty()) made.estimates.push_back(lin(sample));
  if (!sample.received.empty()) {
    const Instrumented late = two_stage(sample);
    made.first_stage_f = late.first_stage_f;
    made.estimates.push_back(late.first_stage);
    if (late.first_stage_f >= 10) made.estimates.push_back(late.estimate);
  }
  add_attrition(sample, made);
  return made;
}

std::vector<double> holm(const std::vector<double>& p_values) {
  const std::vector<std::size_t> order = smallest_first(p_values);
  std::vector<double> adjusted(p_values.size());
  double least = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    least = std::max(least, p_values[order[k]] * static_cast<double>(order.size() - k));
    adjusted[order[k]] = std::min(1.0, least);
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p_values) {
  const std::vector<std::size_t> order = smallest_first(p_values);
  std::vector<double> adjusted(p_values.size());
  double least = 1;
  for (std::size_t k = order.size(); k-- > 0;) {
    least = std::min(least, p_values[order[k]] * static_cast<double>(order.size()) / static_cast<double>(k + 1));
    adjusted[order[k]] = least;
  }
  return adjusted;
}

Estimate between(const Estimate& first, const Estimate& second) {
  return with_interval("groups_apart", second.estimate - first.estimate, std::hypot(first.std_error, second.std_error), first.df + second.df,
                       first.n + second.n);
}

std::vector<Imbalance> balance(const Sample& sample) {
  std::vector<Imbalance> made;
  for (const auto& values : sample.covariates) {
    Block arms;
    for (std::size_t i = 0; i < sample.size(); ++i) (sample.assigned[i] ? arms.test : arms.control).add(values[i]);
    const double apart = arms.test.mean - arms.control.mean;
    const double spread = std::sqrt((arms.test.variance() + arms.control.variance()) / 2);
    made.push_back({apart, spread > 0 ? apart / spread : 0});
  }
  return made;
}

double difference(const Sample& sample, const std::vector<char>& assigned) {
  return weighted_difference(blocks_of(sample, assigned, sample.outcome, sample.responded));
}

}  // namespace mloc::evaluation
