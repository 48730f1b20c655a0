#include "mloc/draw/rules/minutes.hpp"

#include <array>
#include <cstdio>

#include "catch.hpp"
#include "draw_fixtures.hpp"
#include "mloc/base/embedded.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

Date day(const char* text) { return *Date::parse(text); }

Minutes example() {
  return {.organisation = "Mission Locale de l'Exemple",
          .programme = "AUTOnomie",
          .terms = {"couples", seed_of_rfc3797, {{"S", 5}, {"T", 2}}, Policy::skip},
          .announced = day("2010-02-20"),
          .drawn = day("2010-02-27"),
          .registered = 20,
          .excluded = {{"18 à 25 ans", 4}, {"période de candidature", 3}},
          .sources = {{"Loto", {"loto", day("2010-02-24"), 242}, "3 12 23 31 44 + 9", false},
                      {"EuroMillions", {"euromillions", day("2010-02-26"), 262}, "3 18 24 36 47 + 2 7", false},
                      {"Dés", {"dice", day("2010-03-01"), 300}, "", true}},
          .announcement_sha256 = std::string(64, 'e'),
          .site_names = {{"S", "Orléans"}},
          .events = {{MinutesEvent::Kind::withdrawal, day("2010-03-05"), "G1", "Déménagement", {"B1"}},
                     {MinutesEvent::Kind::admission, day("2010-03-06"), "N1", "Réclamation admise", {}}},
          .rehearsal = false};
}
std::string written(const Minutes& minutes) {
  const auto roster = Roster::parse(fixture("households.tsv")).value();
  return minutes_markdown(minutes, roster, drawn(roster, minutes.terms));
}
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}
/// The first fenced block of a language.
std::string block(const std::string& text, const std::string& language) {
  const auto start = text.find("```" + language + "\n") + 4 + language.size();
  return text.substr(start, text.find("```", start) - start);
}

}  // namespace

TEST_CASE("the minutes say who was counted, drawn and passed over") {
  const std::string text = written(example());
  CHECK(text.starts_with("# Procès-verbal de tirage au sort\n\n- Organisme\u00a0: Mission Locale de l'Exemple\n"));
  for (const auto* line : {"| Candidatures enregistrées | 20 |\n| Écartées\u00a0: 18 à 25 ans | 4 |\n| Écartées\u00a0: période de candidature | 3 |\n| Prenant part au tirage | 13 |\n",
                           "| Orléans | `S` | 13 | 5 | 5 | 8 | 0 |\n| T | `T` | 0 | 2 | 0 | 0 | 2 |\n| **Ensemble** | | 13 | 7 | 5 | 8 | 2 |\n",
                           "| Loto | 24/02/2010 | 24,2 | `3 12 23 31 44 + 9` |\n", "| Dés (secours) | 01/03/2010 | 30,0 | non utilisée |\n",
                           "Entropie annoncée\u00a0: 50,4 bits.", "### Orléans\u00a0: 5 retenus\n", "### T\u00a0: 0 retenu\n",
                           "### Orléans\u00a0: liste d'attente, 8 candidats\n",
                           "- Orléans\u00a0: foyer k1 passé au rang 3 (A1, A2), faute de places pour tous\n",
                           "- T\u00a0: 2 places non pourvues sur 2\n", "| 05/03/2010 | G1 | retrait | Déménagement | B1 |\n",
                           "| 06/03/2010 | N1 | admission | Réclamation admise | — |\n"}) {
    INFO(line);
    CHECK(says(text, line));
  }
  CHECK(says(text, "- Graine\u00a0: `" + seed_of_rfc3797 + "`\n- En hexadécimal\u00a0: `" + hex(seed_of_rfc3797) + "`\n"));
  CHECK(text.ends_with("|\n"));
  CHECK_FALSE(says(text, "RÉPÉTITION"));
}

TEST_CASE("the selected come by rank, then those who wait") {
  const std::string text = written(example());
  std::size_t last = text.find("5 retenus");
  for (const auto* id : {"| D1 |", "| D2 |", "| D3 |", "| G1 |", "| E1 |", "liste d'attente", "| A1 |", "| A2 |", "| B1 |", "| F2 |"}) {
    const auto at = text.find(id, last);
    INFO(id);
    REQUIRE(at != std::string::npos);
    last = at;
  }
}

TEST_CASE("every section of a rehearsal's minutes is stamped, and its seed is not called public") {
  Minutes minutes = example();
  minutes.rehearsal = true;
  minutes.terms.seed = rehearsal_seed;
  const std::string text = written(minutes);
  CHECK(times(text, "> **RÉPÉTITION — sans valeur**\n") == times(text, "\n## ") + 2);
  CHECK(text.ends_with("> **RÉPÉTITION — sans valeur**\n"));
  CHECK_FALSE(says(text, "Valeur publiée"));
}

TEST_CASE("a draw without exceptions and events says that there were none") {
  Minutes minutes = example();
  minutes.terms.quotas = {{"S", 13}};
  minutes.events.clear();
  const std::string text = written(minutes);
  CHECK(says(text, "- Aucun foyer passé, aucune place non pourvue.\n"));
  CHECK(says(text, "Aucun retrait, aucune admission."));
}

TEST_CASE("the digests of the minutes are those that sha256sum checks") {
  const Minutes minutes = example();
  const auto roster = Roster::parse(fixture("households.tsv")).value();
  const std::string sums = block(written(minutes), "");
  CHECK(sums == std::string(64, 'e') + "  announcement.yaml\n" + hex(sha256(fixture("households.tsv"))) + "  roster.tsv\n" +
                    hex(sha256(result_bytes(drawn(roster, minutes.terms)))) + "  result.tsv\n");
}

TEST_CASE("the script and the commands that the minutes print confirm the draw") {
  for (const Policy policy : {Policy::skip, Policy::stop, Policy::over}) {
    Minutes minutes = example();
    minutes.terms.policy = policy;
    const std::string text = written(minutes);
    const auto roster = Roster::parse(fixture("households.tsv")).value();
    CHECK(block(text, "python") == embedded("src/draw/rules/verify.py"));
    char directory[] = "mloc-minutes-XXXXXX";
    REQUIRE(mkdtemp(directory));
    const std::string folder = directory;
    std::ofstream(folder + "/verify.py") << block(text, "python");
    std::ofstream(folder + "/roster.tsv") << roster.bytes();
    std::ofstream(folder + "/result.tsv") << result_bytes(drawn(roster, minutes.terms));
    std::ofstream(folder + "/commands") << block(text, "sh");
    const auto answer = [&] {
      FILE* pipe = popen(("cd " + folder + " && sh commands 2>&1").c_str(), "r");
      std::array<char, 200> buffer{};
      const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe);
      pclose(pipe);
      return std::string(buffer.data(), size);
    };
    CHECK(answer() == "conforme\n");
    std::string wrong = result_bytes(drawn(roster, minutes.terms));
    wrong.replace(wrong.find("\tG1\t"), 4, "\tG2\t");
    std::ofstream(folder + "/result.tsv") << wrong;
    CHECK(answer() != "conforme\n");
    for (const auto* name : {"verify.py", "roster.tsv", "result.tsv", "commands", "recalcul.tsv"})
      std::remove((folder + "/" + name).c_str());
    CHECK(std::remove(directory) == 0);
  }
}

TEST_CASE("the verifying command names draw, seed and places") {
  CHECK(verify_command({"autonomie-2010", "3.12./", {{"orleans", 160}, {"montargis", 90}}, Policy::skip}) ==
        "python3 verify.py autonomie-2010 3.12./ montargis=90 orleans=160 < roster.tsv");
}
