// Retention and a trial: nobody who was drawn is erased by a rule before the evaluation is over, on request everybody is.
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/date.hpp"

using namespace mloc;

namespace {

constexpr int people = 6, places = 3;
/// Nobody may be taken for another: a draw with two who look like one person is not announced.
const std::string names[people] = {"--surname Martin --first-name Zoé",   "--surname Durand --first-name Lina", "--surname Petit --first-name Jeanne",
                                   "--surname Schmitt --first-name Nora", "--surname Roux --first-name Agathe", "--surname Keller --first-name Inès"};
std::string number(int person) { return "PA-" + std::to_string(person); }

Said done(Stage& stage, const std::string& line) {
  Said said = stage.run(line);
  INFO(line << "\n" << said.out << said.err);
  CHECK(said.status == 0);
  return said;
}
Said on(Stage& stage, const std::string& day, const std::string& words) { return done(stage, "mloc -C DIR --today " + day + " " + words); }

void put_instead(Stage& stage, const std::string& file, const std::string& old, const std::string& now) {
  std::string bytes = stage.disk.files().at(file);
  const auto at = bytes.find(old);
  REQUIRE(at != bytes.npos);
  stage.disk.put(file, bytes.replace(at, old.size(), now));
}

/// Six people of a trial with three places, all of an age at which other rules would erase them soon; drawn on 2009-11-09.
void draw_six(Stage& stage) {
  done(stage, "mloc init DIR --template pass-accompagnement -q");
  put_instead(stage, "DIR/programmes/pass-accompagnement.toml", "strasbourg = 286", "strasbourg = " + std::to_string(places));
  for (int person = 1; person <= people; ++person) {
    on(stage, "2009-10-05", "-q enrol add --commune 67482 --site strasbourg --family-breakdown --work-difficulty --file-number " + number(person) + " " +
                                names[person - 1] + " --born " + std::to_string(13 + person) + "/04/1984 --sex F --on 2009-10-05");
    on(stage, "2009-10-20", "-q --by keller enrol trial add " + number(person) + " accepte");
    on(stage, "2009-10-27", "-q --by enquete diagnose add " + number(person) +
                                " outcomes --wave t0 --set logement=fjt --set precaire=true --set subi=true --set situation=recherche_emploi --set gestion_budget=difficile "
                                "--set bien_etre=4");
  }
  on(stage, "2009-11-02", "-q draw announce essai --programme pass-accompagnement --source loto@2009-11-04 --source euromillions@2009-11-06");
  on(stage, "2009-11-09", "-q draw reveal essai --value loto='3 12 23 31 44 + 9' --value euromillions='3 18 24 36 47 + 2 7'");
  on(stage, "2009-11-09", "-q draw run essai");
  for (const char* wave : {"t0", "t12", "t24"}) on(stage, "2009-11-09", std::string("-q diagnose wave add essai --wave ") + wave);
}

std::size_t lines_with(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}
std::size_t forgotten(const Stage& stage) {
  std::size_t count = 0;
  for (const auto& [path, bytes] : stage.disk.files())
    if (path.starts_with("DIR/cases/")) count += bytes.find("record: erasure/1") != bytes.npos;
  return count;
}

}  // namespace

TEST_CASE("retention erases nobody of a trial before its end, whatever arm, entered or not") {
  Stage stage;
  draw_six(stage);
  CHECK(forgotten(stage) == 0);
  // 26 in April 2010: due from then on; the trial ends on 2012-12-31.
  for (const char* day : {"2011-11-30", "2012-04-30", "2012-06-01", "2012-12-31"}) {
    on(stage, day, "retention apply");
    CHECK(forgotten(stage) == 0);
  }
  const std::string due = on(stage, "2012-12-31", "retention list -O csv").out;
  CHECK(lines_with(due, "imilo_usager") == people);
  CHECK(lines_with(due, ",2013-01-01,essai") == people);
  // An application alone is no contact.
  CHECK(lines_with(due, "cnil_social") == 0);
  on(stage, "2013-01-01", "retention apply");
  CHECK(forgotten(stage) == people);
}

TEST_CASE("a wave that was planned later holds on longer than the end") {
  Stage stage;
  draw_six(stage);
  put_instead(stage, "DIR/draws/essai/waves.yaml", "due: \"2011-11-09\"", "due: \"2012-11-09\"");
  on(stage, "2013-02-06", "retention apply");
  CHECK(forgotten(stage) == 0);
  on(stage, "2013-02-08", "retention apply");
  CHECK(forgotten(stage) == people);
}

TEST_CASE("who asks to be forgotten, and who takes the consent back, goes first and counts as lost to the arm") {
  Stage stage;
  draw_six(stage);
  on(stage, "2010-02-01", "-q forget PA-1 --basis effacement");
  CHECK(forgotten(stage) == 1);
  on(stage, "2010-02-01", "-q --by keller enrol trial add PA-2 retire");
  const std::string response = on(stage, "2010-02-01", "diagnose wave response draw:essai wave:t12 -O csv").out;
  // draw, wave, arm, drawn, answered, complete, refused, unreachable, out_of_scope, withdrew, forgotten, planned
  int withdrew = 0, gone = 0, drawn = 0;
  for (const std::string arm : {"test", "temoin"}) {
    const auto at = response.find("essai,t12," + arm + ",");
    REQUIRE(at != response.npos);
    std::vector<std::string> cells;
    std::string cell;
    for (const char letter : response.substr(at, response.find('\r', at) - at)) {
      if (letter == ',') cells.push_back(std::exchange(cell, ""));
      else cell += letter;
    }
    drawn += std::stoi(cells.at(3));
    withdrew += std::stoi(cells.at(9));
    gone += std::stoi(cells.at(10));
  }
  CHECK(drawn == people);
  CHECK(withdrew == 1);
  CHECK(gone == 1);
  // The trial holds neither of them: the rules that were reached do.
  on(stage, "2012-06-01", "retention apply");
  CHECK(forgotten(stage) == 2);
}
