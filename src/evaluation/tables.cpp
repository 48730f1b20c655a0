#include "tables.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc::evaluation {
namespace {

class Digits {
 public:
  explicit Digits(Format format) : all_(format == Format::csv || format == Format::json) {}
  std::string operator()(double value) const { return all_ ? fmt::format("{:.12g}", value) : fmt::format("{:.4f}", value); }

 private:
  bool all_;
};

std::string number(std::string text, Language language) {
  if (language == Language::french) std::ranges::replace(text, '.', ',');
  return text;
}

std::string p_text(double p) { return p < 0.0001 ? "p < 0.0001" : fmt::format("p = {:.4f}", p); }

std::string named(const Analysis& analysis, const Analysed& one) {
  return analysis.by.empty() ? one.outcome : fmt::format("{} ({} {})", one.outcome, analysis.by, one.group);
}

std::string family_of(const Analysis& analysis, Language language) {
  std::string text = (language == Language::french ? "famille " : "family ") + joined(analysis.outcomes, ", ");
  if (!analysis.by.empty()) text += fmt::format(" × {} {}", analysis.by, joined(analysis.groups, ", "));
  return text;
}

std::string wording(const Analysis& analysis, const Analysed& one, Language language) {
  const Estimate& main = one.made.estimates.front();
  const bool french = language == Language::french;
  std::string text = fmt::format("{}: {:.1f} → {:.1f}{}, {:+.1f} points", named(analysis, one), 100 * one.made.control.weighted_mean, 100 * one.made.test.weighted_mean,
                                 french ? "\u00a0%" : "%", 100 * main.estimate);
  if (main.has_interval()) text += fmt::format(" [{:.1f}; {:.1f}], {}", 100 * main.conf_low, 100 * main.conf_high, p_text(main.p_value));
  else text += french ? ", sans intervalle : dans chaque groupe tous ont répondu de même" : ", no interval: in each arm all answered alike";
  if (main.has_interval() && analysis.outcomes.size() * analysis.groups.size() > 1)
    text += fmt::format(", Holm {} ({})", p_text(one.holm), family_of(analysis, language));
  if (one.replayed) text += fmt::format(", {} {}", french ? "tirages rejoués" : "replayed draws", p_text(*one.replayed));
  return number(std::move(text), language);
}

Column ratio(std::string name, std::string english, std::string french) {
  return {std::move(name), Column::Kind::ratio, std::move(english), std::move(french)};
}

/// The first columns: what was compared and, with groups, in which.
std::vector<Column> first_columns(const std::string& by, Column what) {
  std::vector<Column> columns{std::move(what)};
  if (!by.empty()) columns.push_back({"group", Column::Kind::text, "Group", "Sous-groupe"});
  return columns;
}
std::vector<Cell> first_cells(const std::string& by, const std::string& what, const std::string& group) {
  return by.empty() ? std::vector<Cell>{what} : std::vector<Cell>{what, group};
}

void append(std::vector<Cell>& row, std::vector<Cell> more) { row.insert(row.end(), more.begin(), more.end()); }

/// From the estimate's name on; only the estimate to print has corrected p-values.
std::vector<Cell> cells_of(const Estimate& made, const Analysed* main, double f, Digits digits) {
  const auto inferred = [&](double value) { return made.has_interval() ? Cell(digits(value)) : Cell(); };
  return {made.name, digits(made.estimate), inferred(made.std_error), inferred(made.df), inferred(made.p_value),
          main ? inferred(main->holm) : Cell(), main ? inferred(main->bh) : Cell(), inferred(made.conf_low), inferred(made.conf_high),
          f > 0 && std::isfinite(f) ? Cell(digits(f)) : Cell(), std::to_string(made.n)};
}

}  // namespace

std::string wording_of(const Analysis& analysis, Language language) {
  std::string words;
  for (const Analysed& one : analysis.all)
    if (one.is_share) words += wording(analysis, one, language) + "\n";
  return words;
}

Table estimates_of(const Analysis& analysis, Format format) {
  const Digits digits(format);
  Table table{"estimates", first_columns(analysis.by, {"outcome", Column::Kind::text, "Outcome", "Résultat"}), {}};
  for (Column& column : std::vector<Column>{{"estimate_name", Column::Kind::text, "Estimate", "Estimation"},
                                            ratio("estimate", "Difference", "Écart"), ratio("std_error", "Std. error", "Erreur type"),
                                            ratio("df", "Df", "Ddl"), ratio("p_value", "p", "p"), ratio("p_holm", "p (Holm)", "p (Holm)"),
                                            ratio("p_bh", "p (BH, exploratory)", "p (BH, exploratoire)"), ratio("conf_low", "Low", "Bas"),
                                            ratio("conf_high", "High", "Haut"), ratio("f", "F", "F"), {"n", Column::Kind::integer, "n", "n"}})
    table.columns.push_back(std::move(column));
  for (const Analysed& one : analysis.all) {
    const Estimate& main = one.made.estimates.front();
    for (const Estimate& made : one.made.estimates) {
      table.rows.push_back(first_cells(analysis.by, one.outcome, one.group));
      append(table.rows.back(), cells_of(made, &made == &main ? &one : nullptr, made.name == "first_stage" ? one.made.first_stage_f : 0, digits));
    }
    if (!one.replayed) continue;
    table.rows.push_back(first_cells(analysis.by, one.outcome, one.group));
    append(table.rows.back(), {"replayed", digits(main.estimate), {}, {}, digits(*one.replayed), {}, {}, {}, {}, {}, std::to_string(main.n)});
  }
  for (const auto& [outcome, groups, estimate] : analysis.apart) {
    table.rows.push_back(first_cells(analysis.by, outcome, groups));
    append(table.rows.back(), cells_of(estimate, nullptr, 0, digits));
  }
  return table;
}

Table flow_of(const Analysis& analysis, Format format) {
  const Digits digits(format);
  Table table{"flow", first_columns(analysis.by, {"outcome", Column::Kind::text, "Outcome", "Résultat"}), {}};
  for (Column& column : std::vector<Column>{{"arm", Column::Kind::text, "Arm", "Groupe"},
                                            {"drawn", Column::Kind::integer, "Drawn", "Tirés"},
                                            {"entered", Column::Kind::integer, "Entered", "Entrés"},
                                            {"answered", Column::Kind::integer, "Answered", "Répondants"},
                                            {"lost", Column::Kind::integer, "Lost", "Perdus de vue"},
                                            {"withdrew", Column::Kind::integer, "Withdrew", "Accord retiré"},
                                            {"forgotten", Column::Kind::integer, "Forgotten", "Effacés"},
                                            ratio("mean", "Mean", "Moyenne"),
                                            ratio("weighted_mean", "Mean, strata weighted", "Moyenne, strates pondérées")})
    table.columns.push_back(std::move(column));
  for (const Analysed& one : analysis.all)
    for (const auto& [name, arm] : {std::pair("control", &one.made.control), std::pair("test", &one.made.test)}) {
      table.rows.push_back(first_cells(analysis.by, one.outcome, one.group));
      append(table.rows.back(), {name, std::to_string(arm->drawn), std::to_string(arm->entered), std::to_string(arm->answered),
                                 std::to_string(arm->drawn - arm->answered), std::to_string(arm->withdrew), std::to_string(arm->forgotten), digits(arm->mean), digits(arm->weighted_mean)});
    }
  return table;
}

Table balance_of(const std::vector<GroupBalance>& groups, const std::string& by, const std::vector<std::string>& covariates, Format format) {
  const Digits digits(format);
  Table table{"balance", first_columns(by, {"covariate", Column::Kind::text, "Covariate", "Variable"}), {}};
  table.columns.push_back(ratio("difference", "Difference", "Écart"));
  table.columns.push_back(ratio("standardised", "Standardised", "Écart réduit"));
  for (const GroupBalance& group : groups)
    for (std::size_t i = 0; i < covariates.size(); ++i) {
      table.rows.push_back(first_cells(by, covariates[i], group.group));
      append(table.rows.back(), {digits(group.covariates[i].difference), digits(group.covariates[i].standardised)});
    }
  return table;
}

}  // namespace mloc::evaluation
