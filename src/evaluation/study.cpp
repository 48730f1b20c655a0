#include "study.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/outcomes.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/report/guard.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/shared_sql.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::evaluation {
namespace {

/// An outcome that the programme declares; `ITEM` that is yes or no or a number; or `ITEM=CODE`: whether it is answered.
struct Measure {
  const diagnose::Instrument& instrument;
  const diagnose::DeclaredOutcome* declared = nullptr;
  const diagnose::Item* item = nullptr;
  std::string code = {};

  double of(const diagnose::Answers& answers) const {
    if (declared) {
      const auto reached = diagnose::is_reached(*declared, instrument, answers);
      return reached ? *reached : std::nan("");
    }
    const auto found = answers.find(item->code);
    return found == answers.end() ? std::nan("") : of(found->second);
  }

 private:
  double of(const std::string& answer) const {
    if (!code.empty()) return std::ranges::count(split(answer, '+'), std::string_view(code)) > 0;
    if (item->type == diagnose::Item::Type::flag) return answer == "true";
    return decimal_number(answer).value_or(std::nan(""));
  }
};

Result<Measure> measure_of(const diagnose::Instrument& instrument, const std::vector<diagnose::DeclaredOutcome>& declared, const std::string& text) {
  if (const auto said = std::ranges::find(declared, text, &diagnose::DeclaredOutcome::code); said != declared.end()) return Measure{instrument, &*said};
  const auto equals = text.find('=');
  Measure made{instrument, nullptr, instrument.find(text.substr(0, equals)), equals == text.npos ? "" : text.substr(equals + 1)};
  const bool coded = made.item && (made.item->type == diagnose::Item::Type::code || made.item->type == diagnose::Item::Type::codes);
  const bool works = made.item && made.item->type != diagnose::Item::Type::day && coded == !made.code.empty() && (!coded || made.item->find(made.code));
  if (works) return made;
  Problem unknown = problem("V109"_m, text, instrument.text());
  std::vector<std::string> known;
  if (coded)
    for (const diagnose::Choice& choice : made.item->choices) known.push_back(made.item->code + "=" + choice.code);
  else {
    for (const diagnose::Item& item : instrument.items) known.push_back(item.code);
    for (const diagnose::DeclaredOutcome& outcome : declared) known.push_back(outcome.code);
  }
  if (const auto near = nearest(text, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

/// Whoever took the consent back or was forgotten has no answer any more, and stays in the arm.
void put_people(Study& study, const std::vector<draw::Drawn>& everyone, const std::map<std::string, std::string>& entered,
                const std::map<std::string, std::string>& consents) {
  std::vector<std::string> strata;
  for (const draw::Drawn& person : everyone) {
    study.sample.assigned.push_back(person.is_test);
    study.sample.received.push_back(entered.contains(person.case_id) && !person.is_second);
    const auto consent = consents.find(person.case_id);
    const bool withdrew = consent != consents.end() && consent->second == "retire";
    study.sample.withdrew.push_back(withdrew);
    study.sample.forgotten.push_back(person.case_id.empty());
    study.responded.push_back(!withdrew && !person.case_id.empty() && !person.is_second);
    study.ids.push_back(person.file_number);
    study.clusters.push_back(person.household);
    strata.push_back(person.stratum);
  }
  study.sample.stratum = numbered(strata, study.sample.strata);
  const std::set<std::string> households(study.clusters.begin(), study.clusters.end());
  const auto in_one = std::ranges::count_if(study.clusters, [](const std::string& one) { return !one.empty(); });
  const bool together = static_cast<std::size_t>(in_one) > households.size() - households.count("");
  if (together) study.sample.cluster = clusters_of(study.clusters);
}

/// Of whoever was forgotten the baseline is gone, too: the mean of the others, which moves no estimate.
void fill_gone(std::vector<double>& column, const std::vector<char>& forgotten) {
  double sum = 0;
  std::size_t known = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (!forgotten[i]) sum += column[i], ++known;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (forgotten[i] && known > 0) column[i] = sum / static_cast<double>(known);
}

constexpr std::string_view sex_of_all = "SELECT one.case_id, one.sex FROM one";
/// What was declared after the draw may have come of it.
constexpr std::string_view family_of_all =
    "SELECT one.case_id, CASE {} WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END FROM one INNER JOIN ("
    "SELECT households.person, households.couple, households.children, ROW_NUMBER() OVER (PARTITION BY households.person ORDER BY households.day DESC, households.id DESC) AS place "
    "FROM households WHERE households.day <= ?1) AS declared ON declared.person = one.person AND declared.place = 1";

/// The group of each; empty where it is not known, or the case is gone.
Result<std::vector<std::string>> groups_of(Workspace& workspace, const std::string& group, const Date& drawn, const std::vector<draw::Drawn>& everyone) {
  TRY(index, workspace.valid_index());
  const bool is_sex = group == "sex";
  const std::string sql = is_sex ? over_shared_sql({"people"}, sex_of_all) : over_shared_sql({"people", "households"}, fmt::format(fmt::runtime(family_of_all), "declared." + group));
  TRY(rows, index->rows(sql, is_sex ? std::vector<SqlValue>{} : std::vector<SqlValue>{drawn.text()}));
  std::map<std::string, std::string> known;
  for (const auto& row : rows.rows) known[text_of(row[0])] = text_of(row[1]);
  std::vector<std::string> made;
  for (const draw::Drawn& person : everyone) made.push_back(known[person.case_id]);
  return made;
}

}  // namespace

Result<std::string> draw_of_programme(const Workspace& workspace, const std::string& programme, const std::optional<std::string>& wanted) {
  CHECKED(workspace.programme(programme));
  std::vector<std::string> found;
  TRY(draws, draw::draws_that_were_run(workspace));
  for (const std::string& draw : draws) {
    TRY(folder, draw::run_draw(workspace, draw));
    const bool rehearsal = folder.facts().announcement.rehearsal;
    if (!rehearsal && folder.announced().get("programme") == programme && (!wanted || draw == *wanted)) found.push_back(draw);
  }
  if (found.empty()) return fail(Exit::unknown, problem("V110"_m, programme, wanted ? phrase(" called {}", *wanted) : Phrase("")));
  if (found.size() > 1) return fail(Exit::usage, hinted(problem("C115"_m, "--draw"), one_of_these(found)));
  return found.front();
}

bool is_known_group(std::string_view group) { return group == "sex" || group == "couple" || group == "children"; }

Result<std::vector<std::string>> outcomes_asked(const Workspace& workspace, const EvaluationArgs& args) {
  if (!args.outcomes.empty()) return args.outcomes;
  TRY(declared, diagnose::outcomes_of_programme(workspace, *args.programme));
  std::vector<std::string> codes;
  for (const diagnose::DeclaredOutcome& one : declared) codes.push_back(one.code);
  if (codes.empty()) return fail(Exit::usage, problem("C115"_m, "--outcome"));
  return codes;
}

std::vector<std::size_t> numbered(const std::vector<std::string>& texts, std::vector<std::string>& names) {
  const std::set<std::string> all(texts.begin(), texts.end());
  names.assign(all.begin(), all.end());
  std::vector<std::size_t> made;
  for (const std::string& text : texts) made.push_back(static_cast<std::size_t>(std::ranges::lower_bound(names, text) - names.begin()));
  return made;
}

std::vector<std::size_t> clusters_of(const std::vector<std::string>& households) {
  std::vector<std::string> labels = households, names;
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = labels[i].empty() ? fmt::format("\x01{}", i) : "\x02" + labels[i];
  return numbered(labels, names);
}

Result<std::map<std::string, diagnose::Answers>> answers_in(Workspace& workspace, const diagnose::PlannedWave& wave) {
  TRY(index, workspace.valid_index());
  // What is sensitive counts, too: a comparison tells sums and differences only, and the extract leaves it out.
  TRY(rows, index->rows("SELECT d.case_id, a.item, a.text FROM diagnosis d JOIN answer a ON a.case_id = d.case_id AND a.record_id = d.id "
                        "WHERE d.wave = ?2 AND (d.draw = ?1 OR (d.draw IS NULL AND ?2 = 't0')) AND d.instrument = ?3 AND d.voided_day IS NULL "
                        "ORDER BY d.case_id, d.day, d.id, a.position",
                        {wave.draw, wave.wave, wave.instrument}, {true, false}));
  std::map<std::string, diagnose::Answers> made;
  for (const auto& row : rows.rows) {
    std::string& answer = made[text_of(row[0])][text_of(row[1])];
    answer += (answer.empty() ? "" : "+") + text_of(row[2]);
  }
  return made;
}

Result<std::vector<std::vector<double>>> measured(Workspace& workspace, const std::string& draw, const std::string& wave,
                                                  const std::vector<std::string>& wanted, const std::vector<draw::Drawn>& everyone) {
  std::vector<std::vector<double>> columns;
  if (wanted.empty()) return columns;
  TRY(waves, diagnose::planned_waves(workspace, draw));
  const auto planned = std::ranges::find(waves, wave, &diagnose::PlannedWave::wave);
  if (planned == waves.end()) return fail(Exit::rule, problem("G124"_m, draw, wave));
  TRY(instruments, diagnose::Instruments::of(workspace.store()));
  TRY(instrument, instruments.named(fmt::format("{}.{}", planned->instrument, planned->version)));
  TRY(folder, draw::run_draw(workspace, draw));
  const std::string programme(folder.announced().get("programme"));
  TRY(declared, diagnose::outcomes_of_programme(workspace, programme, instrument));
  TRY(in_advance, diagnose::outcomes_of_draw(workspace, draw, programme, *instrument));
  TRY(answered, answers_in(workspace, *planned));
  for (const std::string& text : wanted) {
    TRY(measure, measure_of(*instrument, declared, text));
    if (measure.declared && std::ranges::find(in_advance, *measure.declared) == in_advance.end()) warn(workspace.world(), problem("V332"_m, text, draw));
    std::vector<double>& column = columns.emplace_back();
    for (const draw::Drawn& person : everyone) {
      const auto found = answered.find(person.case_id);
      column.push_back(found == answered.end() ? std::nan("") : measure.of(found->second));
    }
  }
  return columns;
}

Result<Study> study_of_wave(Workspace& workspace, const EvaluationArgs& args) {
  TRY(draw, draw_of_programme(workspace, *args.programme, args.draw));
  TRY(folder, draw::run_draw(workspace, draw));
  TRY(everyone, draw::everyone_drawn(workspace, folder));
  TRY(entered, draw::entries_after(workspace, folder, workspace.world().today()));
  Study study;
  if (const auto rules = programme_of_draw(workspace, draw); rules && rules->trial) study.arms = *rules->trial;
  TRY(consents, enrol::trial_answers(workspace, *args.programme));
  put_people(study, everyone, entered, consents);
  for (const Record& record : folder.events->records)
    if (const Node* promoted = record.root->has("assignment_broken") ? record.root->find("promoted") : nullptr)
      for (const Node& one : *promoted) warn(workspace.world(), problem("V291"_m, one.text, record.root->get("assignment_broken")));
  TRY(outcomes, measured(workspace, draw, *args.wave, args.outcomes, everyone));
  study.outcomes = std::move(outcomes);
  TRY(covariates, measured(workspace, draw, "t0", args.covariates, everyone));
  for (auto& column : covariates) fill_gone(column, study.sample.forgotten);
  for (const auto& column : covariates)
    if (std::ranges::any_of(column, [](double value) { return std::isnan(value); })) return fail(Exit::rule, problem("V105"_m));
  study.sample.covariates = std::move(covariates);
  if (args.group) {
    TRY(index, workspace.valid_index());
    TRY(least, report::threshold_for(*index, "partners"));
    study.least = least;
    TRY(groups, groups_of(workspace, *args.group, *Date::parse(folder.event("run")->id.substr(0, 10)), everyone));
    study.groups = std::move(groups);
  }
  return study;
}

}  // namespace mloc::evaluation
