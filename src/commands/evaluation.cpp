#include "mloc/commands/evaluation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "commands/audience.hpp"
#include "commands/study.hpp"
#include "mloc/base/text.hpp"
#include "mloc/codec/csv.hpp"
#include "mloc/domain/replay.hpp"
#include "mloc/render/page.hpp"
#include "mloc/render/table.hpp"

namespace mloc {
namespace {

constexpr std::size_t largest_data = 256 << 20;

/// The columns that the line names, as texts and numbers; collects every fault of the file.
class Data {
 public:
  static Result<Data> read(World& world, const std::string& name) {
    TRY(bytes, name == "-" ? world.read_input(largest_data) : world.files.read(name, largest_data));
    const std::string_view head = std::string_view(bytes).substr(0, bytes.find('\n'));
    const char mark = std::ranges::count(head, ';') > std::ranges::count(head, ',') ? ';' : ',';
    TRY(csv, read_csv(std::move(bytes), name, "auto", mark));
    return Data(std::move(csv));
  }

  std::size_t size() const { return csv_.rows.size(); }

  std::vector<std::string> texts(const std::string& header) {
    const auto found = std::ranges::find(csv_.header.cells, header);
    if (found == csv_.header.cells.end()) {
      Problem unknown = problem("V102"_m, header);
      unknown.place = {csv_.file, 1, 0, {}};
      if (const auto near = nearest(header, csv_.header.cells)) unknown.hint = did_you_mean(*near);
      missing_.push_back(std::move(unknown));
      return std::vector<std::string>(size());
    }
    const auto at = static_cast<std::size_t>(found - csv_.header.cells.begin());
    std::vector<std::string> made;
    for (const CsvRow& row : csv_.rows) made.push_back(at < row.cells.size() ? row.cells[at] : std::string());
    column_ = at;
    return made;
  }

  /// An empty cell is not a number (NaN); a comma may stand for the point.
  std::vector<double> numbers(const std::string& header) {
    std::vector<double> made;
    for (std::string& text : texts(header)) {
      std::ranges::replace(text, ',', '.');
      double value = std::nan("");
      const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
      if (!text.empty() && (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(value)))
        report(made.size(), problem("V103"_m, text));
      made.push_back(value);
    }
    return made;
  }

  std::vector<char> flags(const std::string& header) {
    std::vector<char> made;
    for (const std::string& text : texts(header)) {
      if (text != "0" && text != "1") report(made.size(), problem("V104"_m, text));
      made.push_back(text == "1");
    }
    return made;
  }

  void report(std::size_t row, Problem fault) {
    fault.place = {csv_.file, csv_.rows[row].line, static_cast<std::uint32_t>(column_ + 1), csv_.header.cells[column_]};
    problems_.push_back(std::move(fault));
  }
  Result<> sound() {
    if (!missing_.empty()) return fail(Exit::no, std::move(missing_));
    for (const CsvRow& row : csv_.rows) problems_.insert(problems_.end(), row.problems.begin(), row.problems.end());
    if (!problems_.empty()) return fail(Exit::no, std::move(problems_));
    return {};
  }

 private:
  explicit Data(Csv csv) : csv_(std::move(csv)) {}
  Csv csv_;
  std::vector<Problem> problems_, missing_;
  std::size_t column_ = 0;
};

void read_arms(Data& data, const EvaluationArgs& args, Study& study) {
  const auto texts = data.texts(*args.assigned);
  std::string control;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i] != args.test && control.empty()) control = texts[i];
    if (texts[i].empty() || (texts[i] != args.test && texts[i] != control)) data.report(i, problem("V106"_m, control, args.test));
    study.sample.assigned.push_back(texts[i] == args.test);
  }
}

void read_covariates(Data& data, const EvaluationArgs& args, Study& study) {
  for (const std::string& header : args.covariates) {
    study.sample.covariates.push_back(data.numbers(header));
    for (std::size_t i = 0; i < data.size(); ++i)
      if (std::isnan(study.sample.covariates.back()[i])) data.report(i, problem("V105"_m));
  }
}

Result<> require_whole_clusters(const Study& study) {
  std::map<std::string, std::pair<char, std::size_t>> seen;
  for (std::size_t i = 0; i < study.clusters.size(); ++i) {
    if (study.clusters[i].empty()) continue;
    const std::pair here(study.sample.assigned[i], study.sample.stratum.empty() ? std::size_t{0} : study.sample.stratum[i]);
    if (seen.emplace(study.clusters[i], here).first->second != here) return fail(Exit::no, problem("V108"_m, study.clusters[i]));
  }
  return {};
}

Result<Study> read_study(World& world, const EvaluationArgs& args) {
  TRY(data, Data::read(world, *args.data));
  Study study;
  read_arms(data, args, study);
  if (args.stratum) study.sample.stratum = numbered(data.texts(*args.stratum), study.sample.strata);
  if (args.cluster) study.clusters = data.texts(*args.cluster);
  if (args.cluster) study.sample.cluster = clusters_of(study.clusters);
  if (args.received) study.sample.received = data.flags(*args.received);
  study.responded = args.responded ? data.flags(*args.responded) : std::vector<char>(data.size(), 1);
  if (args.id) study.ids = data.texts(*args.id);
  read_covariates(data, args, study);
  for (const std::string& header : args.outcomes) study.outcomes.push_back(data.numbers(header));
  CHECKED(data.sound());
  CHECKED(require_whole_clusters(study));
  return study;
}

Sample with_outcome(const Study& study, std::size_t outcome) {
  Sample sample = study.sample;
  sample.outcome = study.outcomes[outcome];
  sample.responded = study.responded;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (std::isnan(sample.outcome[i])) sample.responded[i] = 0;
  return sample;
}

/// All digits where a program reads, four decimals where a person does.
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

struct Analysed {
  std::string outcome;
  Evaluation made;
  double holm = 1;
  std::optional<double> replayed;
};

/// Control → test, points, interval, p with its family: never the word significant alone.
std::string wording(const Analysed& one, const std::vector<std::string>& family, Language language) {
  const Estimate& main = one.made.estimates.front();
  const bool french = language == Language::french;
  std::string text = fmt::format("{}: {:.1f} → {:.1f}{}, {:+.1f} points", one.outcome, 100 * one.made.control.mean, 100 * one.made.test.mean,
                                 french ? "\u00a0%" : "%", 100 * main.estimate);
  if (main.has_interval()) text += fmt::format(" [{:.1f}; {:.1f}], {}", 100 * main.conf_low, 100 * main.conf_high, p_text(main.p_value));
  else text += french ? ", sans intervalle : dans chaque groupe tous ont répondu de même" : ", no interval: in each arm all answered alike";
  if (main.has_interval() && family.size() > 1) text += fmt::format(", Holm {} ({} {})", p_text(one.holm), french ? "famille" : "family", joined(family, ", "));
  if (one.replayed) text += fmt::format(", {} {}", french ? "tirages rejoués" : "replayed draws", p_text(*one.replayed));
  return number(std::move(text), language);
}

bool is_share(const Sample& sample) {
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample.responded[i] && sample.outcome[i] != 0 && sample.outcome[i] != 1) return false;
  return true;
}

Column ratio(std::string name, std::string english, std::string french) {
  return {std::move(name), Column::Kind::ratio, std::move(english), std::move(french)};
}

Table estimates_of(const std::vector<Analysed>& all, Digits digits) {
  Table table{"estimates",
              {{"outcome", Column::Kind::text, "Outcome", "Résultat"},
               {"estimate_name", Column::Kind::text, "Estimate", "Estimation"},
               ratio("estimate", "Difference", "Écart"),
               ratio("std_error", "Std. error", "Erreur type"),
               ratio("df", "Df", "Ddl"),
               ratio("p_value", "p", "p"),
               ratio("p_holm", "p (Holm)", "p (Holm)"),
               ratio("conf_low", "Low", "Bas"),
               ratio("conf_high", "High", "Haut"),
               {"n", Column::Kind::integer, "n", "n"}},
              {}};
  for (const Analysed& one : all) {
    for (const Estimate& made : one.made.estimates) {
      const bool main = &made == &one.made.estimates.front();
      const auto inferred = [&](double value) { return made.has_interval() ? Cell(digits(value)) : Cell(); };
      table.rows.push_back({one.outcome, made.name, digits(made.estimate), inferred(made.std_error), inferred(made.df),
                            inferred(made.p_value), main ? inferred(one.holm) : Cell(), inferred(made.conf_low),
                            inferred(made.conf_high), std::to_string(made.n)});
    }
    if (one.replayed)
      table.rows.push_back({one.outcome, "replayed", digits(one.made.estimates.front().estimate), {}, {}, digits(*one.replayed), {}, {}, {},
                            std::to_string(one.made.estimates.front().n)});
  }
  return table;
}

/// Drawn = answered + lost, in each arm and together.
Table flow_of(const std::vector<Analysed>& all, Digits digits) {
  Table table{"flow",
              {{"outcome", Column::Kind::text, "Outcome", "Résultat"},
               {"arm", Column::Kind::text, "Arm", "Groupe"},
               {"drawn", Column::Kind::integer, "Drawn", "Tirés"},
               {"entered", Column::Kind::integer, "Entered", "Entrés"},
               {"answered", Column::Kind::integer, "Answered", "Répondants"},
               {"lost", Column::Kind::integer, "Lost", "Perdus de vue"},
               ratio("mean", "Mean", "Moyenne")},
              {}};
  for (const Analysed& one : all)
    for (const auto& [name, arm] : {std::pair("control", &one.made.control), std::pair("test", &one.made.test)})
      table.rows.push_back({one.outcome, name, std::to_string(arm->drawn), std::to_string(arm->entered), std::to_string(arm->answered),
                            std::to_string(arm->drawn - arm->answered), digits(arm->mean)});
  return table;
}

Table balance_of(const Study& study, const EvaluationArgs& args, Digits digits) {
  Table table{"balance",
              {{"covariate", Column::Kind::text, "Covariate", "Variable"},
               ratio("difference", "Difference", "Écart"),
               ratio("standardised", "Standardised", "Écart réduit")},
              {}};
  const auto made = balance(study.sample);
  for (std::size_t i = 0; i < made.size(); ++i) table.rows.push_back({args.covariates[i], digits(made[i].difference), digits(made[i].standardised)});
  return table;
}

Result<std::vector<Analysed>> analyse(const Study& study, const EvaluationArgs& args) {
  std::vector<Analysed> all;
  std::vector<double> p_values;
  for (std::size_t i = 0; i < args.outcomes.size(); ++i) {
    const Sample sample = with_outcome(study, i);
    TRY(made, evaluate(sample));
    p_values.push_back(made.estimates.front().p_value);
    all.push_back({args.outcomes[i], std::move(made), 1, {}});
    if (args.replays > 0) {
      TRY(p, replayed_p(sample, study.ids, study.clusters, static_cast<std::uint32_t>(args.replays)));
      all.back().replayed = p;
    }
  }
  const auto adjusted = holm(p_values);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].holm = adjusted[i];
  return all;
}

/// Columns are said of a file, programme and wave of a workspace.
Result<> check_source(const EvaluationArgs& args) {
  const auto missing = [](const char* option) { return fail(Exit::usage, problem("C115"_m, option)); };
  if (!args.data && !args.programme) return missing("--data or --programme");
  if (args.data && !args.assigned) return missing("--assign");
  if (args.programme && !args.wave) return missing("--wave");
  const bool columns = args.data || args.assigned || args.stratum || args.cluster || args.received || args.responded || args.id;
  if (args.programme && columns) return fail(Exit::usage, problem("C102"_m, "with --programme the records say it: no --data, no column"));
  if (args.data && (args.draw || args.wave)) return fail(Exit::usage, problem("C102"_m, "--draw and --wave go with --programme"));
  if (args.data && args.replays > 0 && !args.id) return fail(Exit::usage, problem("V107"_m));
  return {};
}

Result<Study> study_for(World& world, const Globals& globals, const EvaluationArgs& args) {
  CHECKED(check_source(args));
  if (args.data) return read_study(world, args);
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  return study_of_wave(workspace, args);
}

/// One point for each outcome: the estimate to print, in points where the outcome is a share.
Chart chart_of(const std::vector<Analysed>& all, const Study& study, Language language) {
  Chart chart{Chart::Kind::effects, language == Language::french ? "Écart test − contrôle et intervalle à 95 %" : "Difference test − control and 95% interval", {}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Estimate& main = all[i].made.estimates.front();
    const double scale = is_share(with_outcome(study, i)) ? 100 : 1;
    std::string words = fmt::format("{:+.1f}", scale * main.estimate);
    if (main.has_interval()) words += fmt::format(" [{:.1f}; {:.1f}]", scale * main.conf_low, scale * main.conf_high);
    chart.points.push_back({all[i].outcome, scale * main.estimate, number(std::move(words), language),
                            scale * (main.has_interval() ? main.conf_low : main.estimate), scale * (main.has_interval() ? main.conf_high : main.estimate)});
  }
  return chart;
}

std::string page_of(const std::vector<Analysed>& all, const Study& study, const std::string& words, const Table& table, Language language) {
  const bool french = language == Language::french;
  Page page(french ? "Évaluation" : "Evaluation", language);
  for (const std::string_view line : split(words, '\n'))
    if (!line.empty()) page.paragraph(line);
  page.chart(chart_of(all, study, language));
  return page.table(french ? "Chiffres" : "Figures", table).html();
}

}  // namespace

Result<Exit> evaluate_draw(World& world, const Globals& globals, const EvaluationArgs& args) {
  CHECKED(refuse_audience(globals, "report evaluation"));
  TRY(study, study_for(world, globals, args));
  const Digits digits(globals.view.format);
  if (args.show == "balance") {
    TRY(text, rendered(balance_of(study, args, digits), globals.view));
    CHECKED(world.out.write(text));
    return Exit::done;
  }
  TRY(all, analyse(study, args));
  std::string words;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (is_share(with_outcome(study, i))) words += wording(all[i], args.outcomes, globals.view.language) + "\n";
  Table table = args.show == "flow" ? flow_of(all, digits) : estimates_of(all, digits);
  if (globals.view.format == Format::html) {
    CHECKED(world.out.write(page_of(all, study, words, table, globals.view.language)));
    return Exit::done;
  }
  TRY(text, rendered(std::move(table), globals.view));
  const bool for_people = globals.view.format == Format::table || globals.view.format == Format::md;
  CHECKED(world.out.write((for_people && args.show == "estimates" && !words.empty() ? words + "\n" : "") + text));
  return Exit::done;
}

}  // namespace mloc
