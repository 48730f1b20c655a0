#include "mloc/enrol/criterion_words.hpp"

#include "catch.hpp"
#include "mloc/enrol/rules/eligibility.hpp"

using namespace mloc;
using namespace mloc::enrol;

namespace {

const FrenchLabel no_label = [](const std::string&, const std::string& code) { return code == "salarie" ? std::string("Salarié") : std::string(); };

Quantity years(const char* text) { return {*Money::parse(std::string(text) + ".00"), true}; }
std::string said(const char* field, Asked rule, std::string label = {}) { return french_criterion({"c", std::move(label), {{field, std::move(rule)}}}, no_label); }

std::string outcome(const Criterion& criterion, std::vector<std::pair<std::string_view, std::string_view>> values) {
  Arena arena;
  Node* application = arena.map();
  arena.set(*application, "received", arena.text("2026-02-01"));
  for (const auto& [key, value] : values) arena.set(*application, key, arena.text(value));
  const Date day = *Date::parse("2026-01-01");
  const Programme programme{1, "p", "p", {day, day}, std::nullopt, {}, {criterion}, std::nullopt, std::nullopt, {}, {}, Policy::skip, {}, std::nullopt, {}, {}, std::nullopt, std::nullopt, {}, std::nullopt, {}};
  return std::string(outcome_text(judge(*application, std::nullopt, programme).checks.front().outcome));
}

}  // namespace

TEST_CASE("what a criterion asks is said from its values") {
  CHECK(said("age", Between{16, 17}) == "16 à 17 ans à la date de la candidature");
  CHECK(said("age", AtLeast{years("18")}) == "18 ans au moins à la date de la candidature");
  CHECK(said("age", AtMost{years("25")}, "Âge") == "Âge (25 ans au plus à la date de la candidature)");
  CHECK(said("resources", AtMost{{*Money::parse("1200.00"), false}}) == "Ressources mensuelles : 1\u202f200,00 € au plus");
  CHECK(said("project", Is{false}) == "Projet professionnel défini : non");
  CHECK(said("situation", OneOf{{"salarie", "apprenti"}}) == "Situation : Salarié ou apprenti");
  CHECK(said("commune", StartsWith{{"44", "49", "85"}}) == "Commune : code qui commence par 44, 49 ou 85");
  CHECK(said("registered", NotAfter{"received"}) == "Inscription à la mission locale : au plus tard le jour de la candidature");
  CHECK(said("registered", Before{"2026-01-01"}) == "Inscription à la mission locale : avant le 01/01/2026");
  CHECK(french_criterion({"c", {}, {{"project", Is{true}}, {"priority_area", Is{true}}}}, no_label) ==
        "Projet professionnel défini : oui ; ou Quartier prioritaire : oui");
}

TEST_CASE("any of several comparisons is met when one is, not met when all are known and none is") {
  const Criterion either{"c", {}, {{"resources", AtMost{{*Money::parse("1200.00"), false}}}, {"priority_area", Is{true}}}};
  CHECK(outcome(either, {{"resources", "1200.00"}}) == "met");
  CHECK(outcome(either, {{"resources", "1200.01"}, {"priority_area", "true"}}) == "met");
  CHECK(outcome(either, {{"resources", "1200.01"}, {"priority_area", "false"}}) == "not_met");
  CHECK(outcome(either, {{"resources", "1200.01"}}) == "unknown");
  CHECK(outcome(either, {}) == "unknown");
}

TEST_CASE("numbers and days are compared with a limit") {
  CHECK(outcome({"c", {}, {{"age", AtLeast{years("18")}}}}, {{"age", "18"}}) == "met");
  CHECK(outcome({"c", {}, {{"age", AtLeast{years("18")}}}}, {{"age", "17"}}) == "not_met");
  CHECK(outcome({"c", {}, {{"registered", Before{"received"}}}}, {{"registered", "2026-02-01"}}) == "not_met");
  CHECK(outcome({"c", {}, {{"registered", Before{"received"}}}}, {{"registered", "2026-01-31"}}) == "met");
  CHECK(outcome({"c", {}, {{"registered", NotAfter{"2026-02-01"}}}}, {{"registered", "2026-02-01"}}) == "met");
}
