#include "mloc/base/phrases.hpp"
#include "verbs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "mloc/base/text.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/page_file.hpp"
#include "effect_page.hpp"
#include "rules/regression.hpp"
#include "rules/replay.hpp"
#include "study.hpp"
#include "tables.hpp"

namespace mloc::evaluation {
namespace {

Sample with_outcome(const Study& study, std::size_t outcome) {
  Sample sample = study.sample;
  sample.outcome = study.outcomes[outcome];
  sample.responded = study.responded;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (std::isnan(sample.outcome[i])) sample.responded[i] = 0;
  return sample;
}

bool is_share(const Sample& sample) {
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample.responded[i] && sample.outcome[i] != 0 && sample.outcome[i] != 1) return false;
  return true;
}

/// Everybody, or those of each group by name.
struct Group {
  std::string name;
  std::vector<char> members;
};
std::vector<Group> groups_of(const Study& study) {
  if (study.groups.empty()) return {{"", std::vector<char>(study.sample.size(), 1)}};
  std::map<std::string, std::vector<char>> found;
  for (std::size_t i = 0; i < study.groups.size(); ++i) {
    if (study.groups[i].empty()) continue;
    auto& members = found.try_emplace(study.groups[i], study.groups.size(), 0).first->second;
    members[i] = 1;
  }
  std::vector<Group> groups;
  for (auto& [name, members] : found) groups.push_back({name, std::move(members)});
  return groups;
}

/// Compares outcomes group by group. A group that is too small to be compared is named and left out, and its outcomes stay
/// in the family with p = 1, for it was declared before anybody knew.
class Comparison {
 public:
  Comparison(const Study& study, const EvaluationArgs& args) : study_(study), args_(args), groups_(groups_of(study)) {
    analysis_.test = study.arms.test;
    analysis_.control = study.arms.control;
    analysis_.by = args.group.value_or("");
    analysis_.outcomes = args.outcomes;
    for (const Group& group : groups_) analysis_.groups.push_back(group.name);
  }

  Result<Analysis> made() {
    for (std::size_t i = 0; i < args_.outcomes.size(); ++i) {
      const std::size_t first = analysis_.all.size();
      const Sample sample = with_outcome(study_, i);
      for (const Group& group : groups_) CHECKED(compare(args_.outcomes[i], sample, group));
      put_apart(first);
    }
    if (analysis_.all.empty()) return fail(Exit::rule, left_out_);
    TRY(replayed, replayed_p(masked_, study_.ids, study_.clusters, static_cast<std::uint32_t>(args_.replays)));
    for (std::size_t i = 0; i < replayed.size(); ++i) analysis_.all[i].replayed = replayed[i];
    const auto by_holm = holm(p_values_), by_bh = benjamini_hochberg(p_values_);
    for (std::size_t i = 0; i < analysis_.all.size(); ++i) {
      analysis_.all[i].holm = by_holm[place_[i]];
      analysis_.all[i].bh = by_bh[place_[i]];
    }
    return std::move(analysis_);
  }

  std::vector<GroupBalance> balances() {
    std::vector<GroupBalance> made;
    for (const Group& group : groups_) {
      const Sample part = part_of(study_.sample, group.members);
      const std::vector<char> everyone(part.size(), 1);
      if (is_large_enough(part, everyone, group)) made.push_back({group.name, balance(part)});
    }
    return made;
  }

  const std::vector<Problem>& left_out() const { return left_out_; }
  /// What was done that nobody asked for by name: strata together, covariates left out.
  const std::vector<Problem>& told() const { return told_; }

 private:
  bool is_large_enough(const Sample& part, const std::vector<char>& counted, const Group& group) {
    std::int64_t control = 0, test = 0;
    for (std::size_t i = 0; i < part.size(); ++i)
      if (counted[i]) ++(part.assigned[i] ? test : control);
    if (!args_.group || std::min(control, test) >= study_.least) return true;
    left_out_.push_back(problem("V200"_m, *args_.group, group.name, control, test, study_.least));
    return false;
  }

  Result<> compare(const std::string& outcome, const Sample& sample, const Group& group) {
    p_values_.push_back(1);
    const Sample part = args_.group ? part_of(sample, group.members) : sample;
    if (!is_large_enough(part, part.responded, group)) return {};
    std::vector<std::string> pooled;
    const Sample compared = args_.pool ? pooled_strata(part, pooled) : part;
    if (!pooled.empty()) told_.push_back(problem("V143"_m, joined(pooled, ", ")));
    for (const std::size_t i : redundant_covariates(compared)) told_.push_back(problem("V144"_m, args_.covariates[i]));
    auto evaluated = evaluate(compared);
    if (!evaluated && args_.group) {
      for (Problem& one : evaluated.error().problems) {
        one.text = prefixed(fmt::format("{} {}", *args_.group, group.name), std::move(one.text));
        left_out_.push_back(std::move(one));
      }
      return {};
    }
    TRY(made, std::move(evaluated));
    p_values_.back() = made.estimates.front().p_value;
    place_.push_back(p_values_.size() - 1);
    analysis_.all.push_back({outcome, group.name, std::move(made), is_share(part)});
    if (args_.replays == 0) return {};
    // The draw was one for all groups, so all are drawn again; only the group's answers are compared.
    Sample masked = sample;
    for (std::size_t i = 0; i < masked.size(); ++i) masked.responded[i] = masked.responded[i] && group.members[i];
    masked_.push_back(std::move(masked));
    return {};
  }

  /// Of two groups, unless households may reach over both.
  void put_apart(std::size_t first) {
    const auto& all = analysis_.all;
    if (groups_.size() != 2 || all.size() != first + 2 || !study_.sample.cluster.empty()) return;
    const Estimate &one = all[first].made.estimates.front(), &other = all[first + 1].made.estimates.front();
    if (one.has_interval() && other.has_interval())
      analysis_.apart.push_back({all[first].outcome, all[first + 1].group + " - " + all[first].group, between(one, other)});
  }

  const Study& study_;
  const EvaluationArgs& args_;
  std::vector<Group> groups_;
  Analysis analysis_;
  std::vector<double> p_values_;    ///< of the whole family
  std::vector<std::size_t> place_;  ///< in it, of each that was compared
  std::vector<Problem> left_out_, told_;
  std::vector<Sample> masked_;      ///< of each that was compared, when the draw is to be replayed
};

/// Columns are said of a file, programme and wave of a workspace.
Result<> check_source(const EvaluationArgs& args) {
  const auto missing = [](const Phrase& option) { return fail(Exit::usage, problem("C115"_m, option)); };
  if (!args.data && !args.programme) return missing(phrase("--data or --programme"));
  if (args.data && !args.assigned) return missing("--assign");
  if (args.data && args.outcomes.empty()) return missing("--outcome");
  if (args.programme && !args.wave) return missing("--wave");
  const bool columns = args.data || args.assigned || args.stratum || args.cluster || args.received || args.responded || args.id;
  if (args.programme && columns) return fail(Exit::usage, problem("C102"_m, phrase("with --programme the records say it: no --data, no column")));
  if (args.data && (args.draw || args.wave)) return fail(Exit::usage, problem("C102"_m, phrase("--draw and --wave go with --programme")));
  if (args.data && args.replays > 0 && !args.id) return fail(Exit::usage, problem("V107"_m));
  if (args.programme && args.group && !is_known_group(*args.group)) return fail(Exit::usage, problem("V202"_m, *args.group));
  return {};
}

/// `args` comes to name the outcomes that are compared.
Result<Study> study_for(World& world, const Globals& globals, EvaluationArgs& args) {
  CHECKED(check_source(args));
  if (args.data) return study_of_file(world, args);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(asked, outcomes_asked(workspace, args));
  args.outcomes = std::move(asked);
  return study_of_wave(workspace, args);
}

/// What was compared, in one line.
std::string about(const EvaluationArgs& args, Language language) {
  const bool french = language == Language::french;
  if (args.programme) return fmt::format(fmt::runtime(french ? "Dispositif {}, enquête {}" : "Programme {}, wave {}"), *args.programme, *args.wave);
  return fmt::format(fmt::runtime(french ? "Données : {}" : "Data: {}"), args.data->substr(args.data->rfind('/') + 1));
}

/// Status 3 when a group is left out, or somebody is of none.
Exit tell_left_out(World& world, const Study& study, const std::vector<Problem>& left_out, const EvaluationArgs& args, Exit otherwise) {
  const auto nowhere = std::ranges::count(study.groups, std::string());
  if (nowhere > 0) warn(world, problem("V201"_m, nowhere, *args.group));
  std::set<std::string> told;
  for (const Problem& one : left_out)
    if (told.insert(one.text.in(Language::english)).second) warn(world, one);
  return nowhere > 0 || !left_out.empty() ? Exit::partial : otherwise;
}

}  // namespace

Result<Exit> evaluate_draw(World& world, const Globals& asked, const EvaluationArgs& said) {
  TRY(globals, as_page_for(asked, said.output));
  EvaluationArgs args = said;
  CHECKED(refuse_audience(globals, "report effect"));
  TRY(output, PrintedPage::prepare(world, globals, args.output, Tells::figures, args.data ? std::vector<std::string>{*args.data} : std::vector<std::string>()));
  TRY(study, study_for(world, globals, args));
  const View& view = globals.view;
  Comparison comparison(study, args);
  if (args.show == "balance") {
    Table balance = balance_of(comparison.balances(), args.group.value_or(""), args.covariates, view.format);
    const Exit exit = globals.exit_of(balance.rows.size());
    TRY(text, rendered(std::move(balance), view));
    CHECKED(output.write(text));
    return tell_left_out(world, study, comparison.left_out(), args, exit);
  }
  TRY(analysis, comparison.made());
  std::set<std::string> told;
  for (const Problem& one : comparison.told())
    if (told.insert(one.text.english).second) warn(world, one);
  const std::string words = wording_of(analysis, view.language);
  Table table = args.show == "flow" ? flow_of(analysis, view.format) : estimates_of(analysis, view.format);
  const Exit exit = globals.exit_of(table.rows.size());
  if (view.format == Format::html) {
    CHECKED(output.write(effect_page(analysis, estimates_of(analysis, view.format), about(args, view.language), view.language).html()));
    return tell_left_out(world, study, comparison.left_out(), args, exit);
  }
  TRY(text, rendered(std::move(table), view));
  const bool for_people = is_for_people(view.format);
  CHECKED(output.write((for_people && args.show == "estimates" && !words.empty() ? words + "\n" : "") + text));
  return tell_left_out(world, study, comparison.left_out(), args, exit);
}

}  // namespace mloc::evaluation
