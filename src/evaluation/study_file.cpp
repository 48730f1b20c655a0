// What a CSV file says of a draw: each column as the line names it.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/records/table_file.hpp"
#include "study.hpp"

namespace mloc::evaluation {
namespace {

constexpr std::size_t largest_data = 256 << 20;

/// The columns that the line names, as texts and numbers; collects every fault of the file.
class Data {
 public:
  static Result<Data> read(World& world, const std::string& name) {
    TRY(bytes, name == "-" ? world.read_input(largest_data) : world.files.read(name, largest_data));
    TableForm form;
    form.delimiter = ',';
    TRY(csv, read_table(std::move(bytes), name, form));
    CHECKED(check_header(csv));
    return Data(std::move(csv));
  }

  std::size_t size() const { return csv_.rows.size(); }

  std::vector<std::string> texts(const std::string& header) {
    const auto found = std::ranges::find_if(csv_.header.cells, [&](const std::string& cell) { return header_key(cell) == header_key(header); });
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

  /// An empty cell is not a number (NaN). The comma may stand for the point, unless it parts the columns.
  std::vector<double> numbers(const std::string& header) {
    std::vector<double> made;
    for (std::string& text : texts(header)) {
      if (csv_.delimiter != ',') std::ranges::replace(text, ',', '.');
      const auto number = decimal_number(text);
      if (!number && !text.empty()) report(made.size(), problem("V103"_m, text));
      made.push_back(number.value_or(std::nan("")));
    }
    return made;
  }

  std::vector<char> flags(const std::string& header) {
    std::vector<char> made;
    for (const std::string& text : texts(header)) {
      const std::string word = folded(text);
      const bool yes = word == "1" || word == "true" || word == "vrai" || word == "oui", no = word == "0" || word == "false" || word == "faux" || word == "non";
      if (!yes && !no) report(made.size(), problem("V104"_m, text));
      made.push_back(yes);
    }
    return made;
  }

  void report(std::size_t row, Problem fault) {
    fault.place = {csv_.file, csv_.rows[row].line, static_cast<std::uint32_t>(column_ + 1), csv_.header.cells[column_]};
    problems_.push_back(std::move(fault));
  }
  Result<> sound() {
    if (!missing_.empty()) return fail(Exit::no, std::move(missing_));
    const std::size_t wanted = csv_.header.cells.size();
    for (const CsvRow& row : csv_.rows) {
      problems_.insert(problems_.end(), row.problems.begin(), row.problems.end());
      if (row.problems.empty() && row.cells.size() != wanted) problems_.push_back(at({csv_.file, row.line, 0, {}}, problem("I115"_m, row.cells.size(), wanted)));
    }
    if (!problems_.empty()) return fail(Exit::no, std::move(problems_));
    return {};
  }

 private:
  explicit Data(Csv csv) : csv_(std::move(csv)) {}

  /// Two columns that read alike say nothing sure.
  static Result<> check_header(const Csv& csv) {
    std::vector<Problem> problems;
    std::map<std::string, std::string> seen;
    for (std::size_t i = 0; i < csv.header.cells.size(); ++i) {
      const std::string& name = csv.header.cells[i];
      const auto [first, fresh] = seen.emplace(header_key(name), name);
      if (!fresh)
        problems.push_back(at({csv.file, csv.header.line, static_cast<std::uint32_t>(i + 1), printable(name)},
                              problem("I103"_m, phrase("the column reads like '{}'", printable(first->second)))));
    }
    if (!problems.empty()) return fail(Exit::no, std::move(problems));
    return {};
  }
  Csv csv_;
  std::vector<Problem> problems_, missing_;
  std::size_t column_ = 0;
};

/// What says by itself which arm is the test arm; nothing for any other word.
std::optional<bool> is_test_word(std::string_view text) {
  const std::string word = folded(text);
  for (const std::string_view test : {"1", "true", "vrai", "test", "beneficiaire"})
    if (word == test) return true;
  for (const std::string_view control : {"0", "false", "faux", "control", "controle", "temoin"})
    if (word == control) return false;
  return std::nullopt;
}

/// A named test arm leaves all others; without a name both arms must say what they are.
Result<> read_arms(Data& data, const EvaluationArgs& args, Study& study) {
  const auto texts = data.texts(*args.assigned);
  const std::set<std::string> values(texts.begin(), texts.end());
  if (!args.test) {
    for (const std::string& value : values)
      if (!value.empty() && !is_test_word(value)) return fail(Exit::usage, problem("V141"_m, printable(value), printable(*args.assigned)));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty()) data.report(i, problem("V106"_m, "0", "1"));
      study.sample.assigned.push_back(is_test_word(texts[i]).value_or(false));
    }
    return {};
  }
  if (!texts.empty() && !values.contains(*args.test)) return fail(Exit::usage, problem("V142"_m, printable(*args.test), printable(*args.assigned)));
  std::string control;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i] != *args.test && control.empty()) control = texts[i];
    if (texts[i].empty() || (texts[i] != *args.test && texts[i] != control)) data.report(i, problem("V106"_m, control, *args.test));
    study.sample.assigned.push_back(texts[i] == *args.test);
  }
  return {};
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

}  // namespace

Result<Study> study_of_file(World& world, const EvaluationArgs& args) {
  TRY(data, Data::read(world, *args.data));
  Study study;
  CHECKED(read_arms(data, args, study));
  if (args.stratum) study.sample.stratum = numbered(data.texts(*args.stratum), study.sample.strata);
  if (args.cluster) study.clusters = data.texts(*args.cluster);
  if (args.cluster) study.sample.cluster = clusters_of(study.clusters);
  if (args.received) study.sample.received = data.flags(*args.received);
  study.responded = args.responded ? data.flags(*args.responded) : std::vector<char>(data.size(), 1);
  if (args.id) study.ids = data.texts(*args.id);
  if (args.group) study.groups = data.texts(*args.group);
  read_covariates(data, args, study);
  for (const std::string& header : args.outcomes) study.outcomes.push_back(data.numbers(header));
  CHECKED(data.sound());
  CHECKED(require_whole_clusters(study));
  return study;
}

}  // namespace mloc::evaluation
