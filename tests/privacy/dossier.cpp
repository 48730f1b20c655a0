// The answer to an access request: everything of the person, in words, and nobody who wrote.
#include <regex>
#include <string>

#include "catch.hpp"
#include "journeys/stage.hpp"

using namespace mloc;

namespace {

void done(Stage& stage, const std::string& line) {
  const Said said = stage.run(line);
  INFO(line << "\n" << said.out << said.err);
  CHECK(said.status == 0);
}

/// A passport read by its adviser, by a training body and by a justice body, handed to a company; somebody else's contract
/// of a couple.
void prepare(Stage& stage) {
  done(stage, "mloc init DIR --template pole -q");
  done(stage, "mloc -C DIR -q enrol add --file-number P-1 --surname Martin --first-name Zoé --born 13/08/1988 --sex F --site cournon --on 2010-02-01 --referent brun --prescriber PJJ");
  done(stage, "mloc -C DIR -q enrol add --file-number P-2 --surname Roux --first-name Ali --born 13/08/1987 --sex H --site cournon --on 2010-02-01 --referent brun");
  done(stage, "mloc -C DIR -q --by brun enrol contact add P-1 rdv 30 --on 2010-03-02");
  done(stage, "mloc -C DIR -q partner add greta --name \"GRETA du Centre\" --kind OF --category formation --siret 97433904600076");
  done(stage, "mloc -C DIR -q partner add pjj --name \"Foyer Fermé\" --kind PJJ --category justice --siret 38329564900024");
  done(stage, "mloc -C DIR -q --by brun passport add P-1 --on 2010-02-02");
  for (const std::string partner : {"greta", "pjj"}) {
    done(stage, "mloc -C DIR -q passport charter add " + partner + " --on 2010-01-12");
    done(stage, "mloc -C DIR -q passport training add " + partner + " --on 2010-01-26");
    done(stage, "mloc -C DIR -q --by brun --today 2010-03-01 passport consent add P-1 --for " + partner + " --part competences --until 2010-12-31");
    done(stage, "mloc -C DIR -q --today 2010-03-01 passport permit add " + partner + " P-1 --until 2010-12-31");
    done(stage, "mloc -C DIR -q --today 2010-03-04 --by " + partner + " passport show P-1");
  }
  done(stage, "mloc -C DIR -q --today 2010-03-05 --by greta passport experience add P-1 73282932000074 stage D1106 --on 2010-03-01 --until 2010-03-03 --employer-role tuteur "
              "--employer-day 2010-03-03 --exchange-day 2010-03-04");
  done(stage, "mloc -C DIR -q --by brun --today 2010-03-06 passport consent add P-1 --for 73282932000074 --part experiences --until 2010-12-31");
  done(stage, "mloc -C DIR -q --by brun --today 2010-03-08 passport handout add P-1 --for 73282932000074 -o given.html");
}

std::string page(Stage& stage) {
  done(stage, "mloc -C DIR -q --by brun dossier P-1 -o page.html");
  const std::string html = stage.disk.files().at("page.html");
  return html.substr(html.find("<main>"));
}

}  // namespace

TEST_CASE("the page of an access request speaks French, and has the passport, its readings and what was handed out") {
  Stage stage;
  prepare(stage);
  const std::string text = page(stage);
  for (const char* wanted : {"Votre passeport emploi", "02/02/2010", "Sens de la communication", "73282932000074", "04/03/2010", "GRETA du Centre", "un partenaire du réseau", "08/03/2010",
                             "Consultations du passeport", "Martin", "13/08/1988"})
    if (text.find(wanted) == text.npos) FAIL_CHECK("no '" << wanted << "'");
  // Nobody of the staff, no prescriber, no justice body, no word of a program.
  for (const char* hidden : {"brun", "Foyer Fermé", "pjj", "PJJ", "Protection judiciaire", ">true<", ">false<", "added", "changed"})
    if (text.find(hidden) != text.npos) FAIL_CHECK("it says '" << hidden << "'");
  CHECK_FALSE(std::regex_search(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")));
}

TEST_CASE("an answer to an access request is a reading of the passport: noted, asked for its right, none with --dry-run") {
  Stage stage;
  prepare(stage);
  const auto lines = [&] {
    std::size_t count = 0;
    for (const auto& [path, bytes] : stage.disk.files())
      for (std::size_t at = bytes.find("action: repondre"); path.find("passports/log-") != path.npos && at != bytes.npos; at = bytes.find("action: repondre", at + 1)) ++count;
    return count;
  };
  const Said dry = stage.run("mloc -C DIR --by brun -n dossier P-1");
  CHECK(dry.out.find("stage") == dry.out.npos);
  CHECK(lines() == 0);
  done(stage, "mloc -C DIR -q --by brun dossier P-1");
  CHECK(lines() == 1);
  CHECK(stage.run("mloc -C DIR --by morel dossier P-1").err.find("[A104]") != std::string::npos);
  CHECK(lines() == 2);
}
