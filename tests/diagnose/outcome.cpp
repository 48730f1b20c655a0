#include "mloc/diagnose/rules/outcome.hpp"

#include "catch.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;
using namespace mloc::diagnose;

namespace {

constexpr std::string_view asked = R"(instrument: small
version: 1
fr: "Petit"
en: "Small"
survey: true
items:
  - {code: toit, type: code, fr: "T", en: "T", codes: [{code: oui, fr: "O", en: "Y"}, {code: rue, fr: "R", en: "S"}]}
  - {code: bon, type: flag, fr: "B", en: "G", when: [{item: toit, is: [oui]}]}
  - {code: note, type: integer, fr: "N", en: "N", minimum: 0, maximum: 10}
)";

Instrument small() {
  Arena arena;
  const auto root = read_plain_yaml(asked, "small.yaml", arena);
  REQUIRE(root);
  auto made = Instrument::from(**root, "small.yaml", [](std::string_view) { return std::vector<Choice>(); });
  REQUIRE(made);
  return *std::move(made);
}

std::string reached(const DeclaredOutcome& outcome, const Answers& answers) {
  const auto found = is_reached(outcome, small(), answers);
  return !found ? "open" : *found ? "yes" : "no";
}

std::string said(std::string_view outcomes) {
  Arena arena;
  const auto root = read_plain_yaml(outcomes, "p.yaml", arena);
  REQUIRE(root);
  const auto read = declared_outcomes(**root, "p.yaml", small());
  if (read) return fmt::format("{} outcomes", read->size());
  std::string text;
  for (const Problem& one : read.error().problems) text += fmt::format("{}:{} {}{}\n", one.place.line, one.place.column, one.text.english, one.hint.english);
  return text;
}

}  // namespace

TEST_CASE("an outcome of several answers is reached, not reached, or left open by what is missing") {
  const DeclaredOutcome both{"bien", "", {{"bon", {"true"}, {}, {}, {}}, {"note", {}, {}, 5, {}}}, {}};
  CHECK(reached(both, {{"toit", "oui"}, {"bon", "true"}, {"note", "5"}}) == "yes");
  CHECK(reached(both, {{"toit", "oui"}, {"bon", "true"}, {"note", "4"}}) == "no");
  // Who sleeps in the street is not asked whether the dwelling is good: it is not.
  CHECK(reached(both, {{"toit", "rue"}, {"note", "9"}}) == "no");
  // Nobody knows of whoever left a question out, unless another answer decides.
  CHECK(reached(both, {{"note", "9"}}) == "open");
  CHECK(reached(both, {{"toit", "oui"}, {"note", "9"}}) == "open");
  CHECK(reached(both, {{"toit", "oui"}, {"note", "1"}}) == "no");
  const DeclaredOutcome any{"un", "", {}, {{"toit", {}, {"rue"}, {}, {}}, {"note", {}, {}, {}, 2}}};
  CHECK(reached(any, {{"toit", "oui"}}) == "yes");
  CHECK(reached(any, {{"toit", "rue"}}) == "open");
  CHECK(reached(any, {{"toit", "rue"}, {"note", "3"}}) == "no");
}

TEST_CASE("an outcome that its instrument cannot answer is told with its place and the nearest word") {
  CHECK(said("outcomes: [{code: a, all_of: [{item: bon, is: ['true']}]}, {code: b, any_of: [{item: note, at_most: 2}]}]\n") == "2 outcomes");
  const std::string both = said("outcomes:\n  - code: note\n    all_of: [{item: bom, is: ['true']}]\n");  // a code that an item has, an item that is none
  CHECK(both.starts_with("2:"));
  CHECK(both.find("\n3:") != std::string::npos);
  CHECK(said("outcomes:\n  - code: x\n    all_of: [{item: toit, is: [rues]}]\n").find("'rues' is no answer to 'toit'") != std::string::npos);
  CHECK(said("outcomes: [{code: x, all_of: [{item: bon, at_least: 2}]}]\n").find("'bon' is no number") != std::string::npos);
  CHECK(said("outcomes: [{code: x, all_of: [{item: bon}]}]\n").find("nothing is asked of 'bon'") != std::string::npos);
  CHECK(said("outcomes: [{code: x}, {code: x, all_of: [{item: bon, is: ['true']}]}]\n").find("neither all_of nor any_of") != std::string::npos);
}
