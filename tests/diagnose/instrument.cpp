#include "mloc/diagnose/rules/instrument.hpp"

#include "catch.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

using namespace mloc::diagnose;

namespace {

std::vector<Choice> choices_of(std::string_view name) {
  std::vector<Choice> made;
  if (const CodeList* list = code_list(name))
    for (const Code& code : list->items)
      made.push_back({std::string(code.code), std::string(code.fr), std::string(code.en), code.sensitive});
  return made;
}

Instrument read(std::string_view yaml) {
  Arena arena;
  const auto root = read_plain_yaml(yaml, "test.yaml", arena);
  REQUIRE(root);
  std::vector<Problem> problems;
  check_value(**root, *find_kind("instrument")->schema, "", "test.yaml", problems);
  REQUIRE(problems.empty());
  auto made = Instrument::from(**root, "test.yaml", choices_of);
  REQUIRE(made);
  return *std::move(made);
}

Instrument shipped(const std::string& name) { return read(*embedded("schemas/instruments/" + name + ".1.yaml")); }

const Date some_day = *Date::of(2010, 5, 11);

std::string answer(const Instrument& instrument, std::string_view item, std::string_view text) {
  const auto read = read_answer(*instrument.find(item), text, some_day);
  return read ? *read : std::string(code_of(read.error().problems.front().code));
}

std::string complaints(const Instrument& instrument, const Answers& answers) {
  std::string text;
  for (const AnswerProblem& one : check_answers(instrument, answers))
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code_of(one.problem.code), one.item);
  return text;
}

std::string score(const Instrument& instrument, std::string_view code, const Answers& answers) {
  for (const Score& one : instrument.scores)
    if (one.code == code) return score_text(instrument, one, answers).value_or("none");
  return "no such score";
}

constexpr std::string_view small = R"(instrument: small
version: 1
fr: "Petit"
en: "Small"
source: "test"
items:
  - {code: permis, type: code, fr: "P", en: "P", codes: [{code: oui, fr: "O", en: "Y", points: 2}, {code: non, fr: "N", en: "N", points: -1}]}
  - {code: raison, type: codes, fr: "R", en: "R", codes: [{code: a, fr: "A", en: "A"}, {code: b, fr: "B", en: "B"}, {code: rien, fr: "-", en: "-"}], alone: [rien], when: [{item: permis, is: [oui]}]}
  - {code: detail, type: flag, fr: "D", en: "D", when: [{item: raison, is: [b]}]}
  - {code: age, type: integer, fr: "A", en: "A", minimum: 16, maximum: 25}
  - {code: adulte, type: day, fr: "J", en: "D", optional: true, when: [{item: age, at_least: 18, at_most: 24}]}
  - {code: gain, type: money, fr: "G", en: "G", minimum: 0, maximum: 100000, optional: true}
  - {code: frais, type: money, fr: "F", en: "F", minimum: 0, maximum: 100000}
  - {code: libre, type: flag, fr: "L", en: "L", when: [{item: permis, is_not: [non]}]}
scores:
  - {code: reste, fr: "R", en: "R", sum: [gain], less: [frais]}
  - {code: points, fr: "P", en: "P", sum: [permis, detail]}
  - {code: moyenne, fr: "M", en: "M", mean: [permis, age, detail]}
  - {code: milieu, fr: "M", en: "M", mean: [gain, frais]}
)";

}  // namespace

TEST_CASE("what is typed becomes the one form that is stored, or nothing") {
  const Instrument one = read(small);
  CHECK(answer(one, "permis", " oui ") == "oui");
  CHECK(answer(one, "permis", "peut-être") == "G104");
  CHECK(answer(one, "raison", "b, a,a") == "a+b");
  CHECK(answer(one, "raison", "a+") == "G104");
  CHECK(answer(one, "raison", "rien") == "rien");
  CHECK(answer(one, "raison", "rien+a") == "G112");
  CHECK(answer(one, "age", "16") == "16");
  CHECK(answer(one, "age", "016") == "G105");
  CHECK(answer(one, "age", "26") == "G105");
  CHECK(answer(one, "age", "17 ans") == "G105");
  CHECK(answer(one, "gain", "1 000,00") == "1000.00");
  CHECK(answer(one, "gain", "1000.01") == "G106");
  CHECK(answer(one, "gain", "-0.01") == "G106");
  CHECK(answer(one, "adulte", "12/03/2010") == "2010-03-12");
  CHECK(answer(one, "adulte", "2010-02-30") == "G107");
  CHECK(answer(one, "libre", "Oui") == "true");
  CHECK(answer(one, "libre", "0") == "false");
  CHECK(answer(one, "libre", "condamné en 2009") == "G108");
}

TEST_CASE("an item is asked when all its conditions hold, through others as well") {
  const Instrument one = read(small);
  CHECK(complaints(one, {{"permis", "non"}, {"age", "17"}, {"frais", "1.00"}}).empty());
  CHECK(complaints(one, {{"permis", "oui"}, {"age", "17"}, {"frais", "1.00"}}) == "G110 raison, G110 libre");
  CHECK(complaints(one, {{"permis", "oui"}, {"raison", "a"}, {"age", "18"}, {"frais", "1.00"}, {"libre", "true"}}).empty());
  CHECK(complaints(one, {{"permis", "oui"}, {"raison", "a+b"}, {"age", "18"}, {"frais", "1.00"}, {"libre", "true"}}) == "G110 detail");
  CHECK(complaints(one, {{"permis", "non"}, {"raison", "b"}, {"detail", "true"}, {"age", "17"}, {"frais", "1.00"}}) == "G109 raison");
  CHECK(complaints(one, {{"permis", "non"}, {"age", "25"}, {"adulte", "2010-01-01"}, {"frais", "1.00"}}) == "G109 adulte");
  CHECK(complaints(one, {{"permis", "non"}, {"age", "24"}, {"adulte", "2010-01-01"}, {"frais", "1.00"}}).empty());
}

TEST_CASE("stored answers that are not in their form or not of the instrument are told") {
  const Instrument one = read(small);
  CHECK(complaints(one, {{"permis", "oui"}, {"raison", "b+a"}, {"detail", "oui"}, {"age", "17"}, {"frais", "1"}, {"libre", "true"}}) ==
        "G113 raison, G113 detail, G113 frais");
  CHECK(complaints(one, {{"permis", "non"}, {"age", "17"}, {"frais", "1.00"}, {"remarque", "a_vole"}}) == "G103 remarque");
  CHECK(complaints(one, {}) == "G110 permis, G110 age, G110 frais");
  CHECK_FALSE(is_complete(one, {{"permis", "oui"}, {"age", "17"}, {"frais", "1.00"}}));
  CHECK(is_complete(one, {{"permis", "non"}, {"age", "17"}, {"frais", "1.00"}}));
}

TEST_CASE("scores count points, amounts and flags; what was not asked counts nothing") {
  const Instrument one = read(small);
  const Answers no{{"permis", "non"}, {"age", "17"}, {"frais", "19.99"}};
  CHECK(score(one, "reste", no) == "-19.99");
  CHECK(score(one, "points", no) == "-1");
  CHECK(score(one, "moyenne", no) == "8.0");
  CHECK(score(one, "milieu", no) == "19.99");
  const Answers yes{{"permis", "oui"}, {"raison", "b"}, {"detail", "true"}, {"age", "20"}, {"gain", "100.00"}, {"frais", "19.99"}};
  CHECK(score(one, "reste", yes) == "80.01");
  CHECK(score(one, "points", yes) == "3");
  CHECK(score(one, "moyenne", yes) == "7.7");
  CHECK(score(one, "milieu", yes) == "60.00");
  CHECK(score(one, "points", {{"permis", "oui"}, {"raison", "b"}}) == "none");
  CHECK(score(one, "reste", {{"gain", "1.00"}}) == "none");
}

TEST_CASE("the mobility instrument has the eleven dimensions, from 0 to 3, and health is only fitness") {
  const Instrument mobility = shipped("mobility");
  CHECK(mobility.signed_by == std::vector<std::string>{"animateur_mobilite"});
  for (const Code& code : code_list("dimension_diagnostic_mobilite")->items) {
    INFO(code.code);
    const Item* item = mobility.find(code.code);
    REQUIRE(item);
    CHECK(item->french == code.fr);
    if (code.code == "sante") {
      CHECK(item->sensitive);
      CHECK(item->choices.size() == 3);
    } else {
      CHECK((item->type == Item::Type::integer && item->minimum == 0 && item->maximum == 3));
    }
  }
  CHECK(mobility.scores.front().of.size() == 11);
}

TEST_CASE("the budget has one amount for each kind of income and of charge") {
  const Instrument budget = shipped("budget");
  for (const auto& [list, prefix] : {std::pair("ressource", "revenu_"), std::pair("charge", "charge_")})
    for (const Code& code : code_list(list)->items) {
      INFO(code.code);
      const Item* amount = budget.find(prefix + std::string(code.code));
      if (code.code == "aucune") CHECK_FALSE(amount);
      else CHECK((amount && amount->type == Item::Type::money && (amount->sensitive || !code.sensitive)));
    }
  Answers answers{{"ressources", "salaire+apl"}, {"revenu_salaire", "850.00"}, {"revenu_apl", "187.00"}, {"charges", "loyer"},
                  {"charge_loyer", "410.50"}, {"personnes", "1"}};
  CHECK(complaints(budget, answers).empty());
  CHECK(score(budget, "reste_a_vivre", answers) == "626.50");
}

TEST_CASE("the survey of outcomes asks for every outcome that the evaluations name") {
  const Instrument outcomes = shipped("outcomes");
  CHECK(outcomes.is_survey);
  for (const char* item : {"precaire", "subi", "bonne_qualite", "problemes", "satisfaction_logement", "satisfaction_quartier", "bail_propre",
                           "recherche_logement", "demarches", "nouveau_logement", "situation", "contrat", "recherche_emploi", "gestion_budget",
                           "bien_etre", "amis", "entourage", "permis_obtenu"}) {
    INFO(item);
    CHECK(outcomes.find(item));
  }
  CHECK(complaints(outcomes, {{"logement", "sans_hebergement"}, {"bonne_qualite", "true"}}) == "G109 bonne_qualite");
}
