// What an evaluator gets of a draw. Whoever reads the file may know somebody's arm, site, sex, age, level and household.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/outcomes.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/render/table.hpp"
#include "mloc/report/guard.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/output_file.hpp"
#include "rules/anonymity.hpp"
#include "study.hpp"
#include "verbs.hpp"

namespace mloc::evaluation {
namespace {

constexpr const char* merged_name = "autres";

/// One column of the file with its line in the codebook.
struct ExtractColumn {
  std::string name, french, role, values;
  std::vector<std::string> cells;  ///< one for each person; empty: not given
};

/// Somebody who was drawn and consents.
struct Subject {
  draw::Drawn drawn;
  bool entered = false;
  KnownValues known;  ///< whether in a household, sex, age, level
};
enum Known : std::size_t { in_household, sex, age, level };

std::string age_band(const SqlValue& value) {
  const auto* years = std::get_if<std::int64_t>(&value);
  if (!years) return {};
  return *years < 18 ? "-17" : *years < 21 ? "18-20" : *years < 24 ? "21-23" : "24+";
}

/// Both lists of levels, in four steps.
std::string level_band(const SqlValue& value) {
  static const std::map<std::string, std::string, std::less<>> bands = {
      {"1", "1-2"}, {"2", "1-2"}, {"VI", "1-2"}, {"Vbis", "1-2"}, {"3", "3"}, {"V", "3"}, {"4", "4"}, {"IV", "4"},
      {"5", "5+"}, {"6", "5+"}, {"7", "5+"}, {"8", "5+"}, {"III", "5+"}, {"II", "5+"}, {"I", "5+"}};
  const auto* code = std::get_if<std::string>(&value);
  const auto found = code ? bands.find(*code) : bands.end();
  return found == bands.end() ? "" : found->second;
}

Result<std::vector<Subject>> consenting(Workspace& workspace, const std::string& draw, const std::string& programme) {
  TRY(folder, draw::run_draw(workspace, draw));
  TRY(everyone, draw::everyone_drawn(workspace, folder));
  TRY(answers, enrol::trial_answers(workspace, programme));
  TRY(entered, draw::entries_after(workspace, folder, workspace.world().today()));
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT a.file_number, p.sex, a.age, a.education FROM application a LEFT JOIN person p ON p.case_id = a.case_id AND "
                        "p.voided_day IS NULL WHERE a.voided_day IS NULL"));
  std::map<std::string, KnownValues> known;
  for (const auto& row : rows.rows) {
    const auto* of_sex = std::get_if<std::string>(&row[1]);
    known[std::get<std::string>(row[0])] = {"", of_sex ? *of_sex : "", age_band(row[2]), level_band(row[3])};
  }
  std::vector<Subject> subjects;
  std::map<std::string, int> sizes;
  for (const draw::Drawn& person : everyone) {
    const auto answer = answers.find(person.case_id);
    if (answer == answers.end() || answer->second != "accepte" || person.is_second) continue;
    subjects.push_back({person, entered.contains(person.case_id), known[person.file_number]});
    if (!person.household.empty()) ++sizes[person.household];
  }
  for (Subject& one : subjects) one.known[in_household] = sizes[one.drawn.household] > 1 ? "oui" : "non";
  if (subjects.empty()) return fail(Exit::rule, problem("V203"_m, everyone.size(), programme));
  return subjects;
}

/// Strata with a small arm become one; V204 when an arm is small all the same.
Result<> merge_strata(World& world, std::vector<Subject>& subjects, std::size_t least) {
  std::map<std::string, ArmSizes> sizes;
  for (const Subject& one : subjects) ++(one.drawn.is_test ? sizes[one.drawn.stratum].test : sizes[one.drawn.stratum].control);
  std::vector<ArmSizes> arms;
  for (const auto& [stratum, of_it] : sizes) arms.push_back(of_it);
  const std::vector<char> merged = strata_to_merge(arms, least);
  std::vector<std::string> names;
  std::size_t place = 0;
  for (const auto& [stratum, of_it] : sizes)
    if (merged[place++]) names.push_back(stratum);
  for (Subject& one : subjects)
    if (names.size() > 1 && std::ranges::find(names, one.drawn.stratum) != names.end()) one.drawn.stratum = merged_name;
  if (names.size() > 1) warn(world, problem("V206"_m, joined(names, ", "), least, merged_name));
  for (const bool test : {false, true}) {
    const auto of_arm = std::ranges::count_if(subjects, [&](const Subject& one) { return one.drawn.is_test == test; });
    if (static_cast<std::size_t>(of_arm) < least) return fail(Exit::rule, problem("V204"_m, of_arm, test ? "test" : "control", least));
  }
  return {};
}

/// In each arm of each stratum; who entered, or did not, as few others there, keeps nothing else that could be known.
Emptied protect(std::vector<Subject>& subjects, std::size_t least) {
  std::map<std::pair<std::string, bool>, std::vector<std::size_t>> cells;
  for (std::size_t i = 0; i < subjects.size(); ++i) cells[{subjects[i].drawn.stratum, subjects[i].drawn.is_test}].push_back(i);
  Emptied all;
  for (const auto& [cell, members] : cells) {
    std::size_t entries = 0;
    for (const std::size_t one : members) entries += subjects[one].entered;
    std::vector<KnownValues> people;
    std::vector<char> rare;
    for (const std::size_t one : members) {
      people.push_back(subjects[one].known);
      rare.push_back((subjects[one].entered ? entries : members.size() - entries) < least);
    }
    const Emptied emptied = share_values(people, rare, least);
    all.people += emptied.people;
    all.values += emptied.values;
    for (std::size_t i = 0; i < members.size(); ++i) subjects[members[i]].known = people[i];
  }
  return all;
}

/// Words that were never used in this file; other ones each time.
class NewIds {
 public:
  explicit NewIds(Random& random) : random_(random) {}
  std::string next() {
    static constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string word;
    do {
      word.clear();
      for (int i = 0; i < 10; ++i) word += letters[random_.below(static_cast<std::uint32_t>(letters.size()))];
    } while (!used_.insert(word).second);
    return word;
  }

 private:
  Random& random_;
  std::set<std::string> used_;
};

std::vector<ExtractColumn> first_columns(const std::vector<Subject>& subjects, NewIds& ids) {
  std::vector<ExtractColumn> columns = {
      {"id", "Identifiant tiré au hasard pour ce fichier", "identifiant", "", {}},
      {"arm", "Groupe du tirage initial", "tirage", "0 contrôle; 1 test", {}},
      {"stratum", "Site du tirage", "tirage", "", {}},
      {"household", "Tirés ensemble, sous un mot au hasard", "quasi-identifiant", "vide : seul, ou non communiqué", {}},
      {"entered", "Entré dans le dispositif", "suivi", "0 non; 1 oui", {}},
      {"sex", "Sexe", "quasi-identifiant", "F femme; H homme; vide : non communiqué", {}},
      {"age", "Âge à la candidature", "quasi-identifiant", "-17; 18-20; 21-23; 24+; vide : non communiqué", {}},
      {"level", "Niveau de formation", "quasi-identifiant", "1-2 sans diplôme; 3 CAP, BEP; 4 baccalauréat; 5+ supérieur; vide : non communiqué", {}}};
  std::map<std::string, std::string> households;
  for (const Subject& one : subjects) {
    std::string household;
    if (one.known[in_household] == "oui") {
      household = households[one.drawn.household];
      if (household.empty()) household = households[one.drawn.household] = ids.next();
    }
    const std::vector<std::string> cells = {ids.next(), one.drawn.is_test ? "1" : "0", one.drawn.stratum, household, one.entered ? "1" : "0",
                                            one.known[sex], one.known[age], one.known[level]};
    for (std::size_t i = 0; i < cells.size(); ++i) columns[i].cells.push_back(cells[i]);
  }
  return columns;
}

/// What the instrument asks and may leave the house: an outcome as `measured` names it, and how the file does.
struct Asked {
  std::string outcome;
  ExtractColumn column;
  bool is_money = false;
  std::vector<std::string> sensitive;  ///< outcomes of the same item: who gave one of them has no answer here
};
std::vector<Asked> asked_in(const diagnose::Instrument& instrument, const std::string& wave) {
  std::vector<Asked> asked;
  for (const diagnose::Item& item : instrument.items) {
    if (item.type == diagnose::Item::Type::day || item.sensitive) continue;
    const std::string name = wave + "." + item.code, label = wave + " : " + item.french;
    if (item.type != diagnose::Item::Type::code && item.type != diagnose::Item::Type::codes) {
      const bool is_money = item.type == diagnose::Item::Type::money;
      asked.push_back({item.code, {name, label, "réponse", item.type == diagnose::Item::Type::flag ? "0 non; 1 oui; vide : sans réponse" : is_money ? "arrondi à 10 euros; vide : sans réponse" : "nombre; vide : sans réponse", {}}, is_money, {}});
      continue;
    }
    std::vector<std::string> sensitive;
    for (const diagnose::Choice& choice : item.choices)
      if (choice.sensitive) sensitive.push_back(item.code + "=" + choice.code);
    for (const diagnose::Choice& choice : item.choices)
      if (!choice.sensitive)
        asked.push_back({item.code + "=" + choice.code, {name + "." + choice.code, label + " : " + choice.french, "réponse", "0 non; 1 oui; vide : sans réponse", {}}, false, sensitive});
  }
  return asked;
}

/// The outcomes that the programme declares, but those that a sensitive question decides.
std::vector<Asked> declared_in(const std::vector<diagnose::DeclaredOutcome>& declared, const std::vector<diagnose::DeclaredOutcome>& in_advance, const diagnose::Instrument& instrument, const std::string& wave) {
  std::vector<Asked> asked;
  for (const diagnose::DeclaredOutcome& outcome : declared) {
    std::vector<diagnose::Condition> conditions = outcome.all_of;
    conditions.insert(conditions.end(), outcome.any_of.begin(), outcome.any_of.end());
    std::vector<std::string> sensitive;
    bool may_leave = true;
    for (const diagnose::Condition& one : conditions) {
      const diagnose::Item& item = *instrument.find(one.item);
      may_leave = may_leave && !item.sensitive;
      for (const diagnose::Choice& choice : item.choices)
        if (choice.sensitive) sensitive.push_back(item.code + "=" + choice.code);
    }
    const std::string label = outcome.label.empty() ? outcome.code : outcome.label;
    const std::string role = std::ranges::find(in_advance, outcome) == in_advance.end() ? "résultat déclaré après le tirage" : "résultat déclaré";
    if (may_leave) asked.push_back({outcome.code, {wave + "." + outcome.code, wave + " : " + label, role, "0 non; 1 oui; vide : sans réponse", {}}, false, sensitive});
  }
  return asked;
}

Result<std::vector<ExtractColumn>> wave_columns(Workspace& workspace, const std::string& programme, const diagnose::PlannedWave& wave, const std::vector<draw::Drawn>& people) {
  TRY(instruments, diagnose::Instruments::of(workspace.store()));
  TRY(instrument, instruments.named(fmt::format("{}.{}", wave.instrument, wave.version)));
  TRY(answers, answers_in(workspace, wave));
  std::vector<ExtractColumn> columns(1);
  columns.front() = {"answered." + wave.wave, "A répondu à la vague " + wave.wave, "suivi", "0 non; 1 oui", {}};
  for (const draw::Drawn& person : people) columns.front().cells.push_back(answers.contains(person.case_id) ? "1" : "0");
  std::vector<Asked> asked = asked_in(*instrument, wave.wave);
  // A wave that asks by another questionnaire cannot say whether they were reached.
  if (const auto declared = diagnose::outcomes_of_programme(workspace, programme, instrument)) {
    TRY(in_advance, diagnose::outcomes_of_draw(workspace, wave.draw, programme, *instrument));
    std::ranges::move(declared_in(*declared, in_advance, *instrument, wave.wave), std::back_inserter(asked));
  }
  std::vector<std::string> wanted;
  for (const Asked& one : asked) {
    wanted.push_back(one.outcome);
    wanted.insert(wanted.end(), one.sensitive.begin(), one.sensitive.end());
  }
  TRY(values, measured(workspace, wave.draw, wave.wave, wanted, people));
  auto value_of = values.begin();
  for (Asked& one : asked) {
    const auto after = value_of + 1 + static_cast<std::ptrdiff_t>(one.sensitive.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
      const bool is_hidden = std::any_of(value_of + 1, after, [&](const auto& hidden) { return hidden[i] == 1; });
      const double value = one.is_money ? std::round((*value_of)[i] / 10) * 10 : (*value_of)[i];
      one.column.cells.push_back(is_hidden || std::isnan(value) ? "" : fmt::format("{}", value));
    }
    columns.push_back(std::move(one.column));
    value_of = after;
  }
  return columns;
}

Result<std::vector<diagnose::PlannedWave>> chosen_waves(const Workspace& workspace, const std::string& draw, const std::vector<std::string>& wanted) {
  TRY(planned, diagnose::planned_waves(workspace, draw));
  for (const std::string& wave : wanted)
    if (std::ranges::find(planned, wave, &diagnose::PlannedWave::wave) == planned.end()) return fail(Exit::rule, problem("G124"_m, draw, wave));
  if (!wanted.empty()) std::erase_if(planned, [&](const diagnose::PlannedWave& one) { return std::ranges::find(wanted, one.wave) == wanted.end(); });
  return planned;
}

/// In the order of the new ids, which tells nothing.
Table people_table(const std::vector<ExtractColumn>& columns) {
  Table table{"people", {}, std::vector<std::vector<Cell>>(columns.front().cells.size())};
  for (const ExtractColumn& column : columns) {
    table.columns.push_back({column.name});
    for (std::size_t i = 0; i < column.cells.size(); ++i) table.rows[i].push_back(column.cells[i]);
  }
  std::ranges::sort(table.rows, {}, [](const auto& row) { return *row.front(); });
  return table;
}

Table codebook(const std::vector<ExtractColumn>& columns) {
  Table table{"codebook", {{"column"}, {"label"}, {"role"}, {"values"}}, {}};
  for (const ExtractColumn& column : columns) table.rows.push_back({column.name, column.french, column.role, column.values});
  return table;
}

Result<> put_down(const OutputFolder& folder, const std::vector<ExtractColumn>& columns) {
  const View csv{Format::csv, false, {}, {}, {}, Language::french};
  TRY(people, rendered(people_table(columns), csv));
  TRY(labels, rendered(codebook(columns), csv));
  return folder.write({{"evaluation.csv", std::move(people)}, {"codebook.csv", std::move(labels)}});
}

}  // namespace

Result<Exit> export_evaluation(World& world, const Globals& globals, const ExtractArgs& args) {
  CHECKED(refuse_audience(globals, "report extract"));
  TRY(folder, OutputFolder::prepare(world, globals, args.output, Tells::persons, "report extract"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(draw, draw_of_programme(workspace, args.programme, args.draw));
  CHECKED(diagnose::check_outcomes(workspace, args.programme));
  TRY(waves, chosen_waves(workspace, draw, args.waves));
  TRY(subjects, consenting(workspace, draw, args.programme));
  TRY(index, workspace.valid_index());
  TRY(threshold, report::threshold_for(*index, "partners"));
  const auto least = static_cast<std::size_t>(threshold);
  CHECKED(merge_strata(world, subjects, least));
  const Emptied emptied = protect(subjects, least);
  NewIds ids(world.random);
  std::vector<ExtractColumn> columns = first_columns(subjects, ids);
  std::vector<draw::Drawn> people;
  for (const Subject& one : subjects) people.push_back(one.drawn);
  for (const diagnose::PlannedWave& wave : waves) {
    TRY(more, wave_columns(workspace, args.programme, wave, people));
    columns.insert(columns.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  CHECKED(put_down(folder, columns));
  CHECKED(say(workspace, phrase("{}: {} people who consent, each like {} others or more; {} values of {} people left out", folder.name(), subjects.size(),
                                     least - 1, emptied.values, emptied.people)));
  return Exit::done;
}

}  // namespace mloc::evaluation
