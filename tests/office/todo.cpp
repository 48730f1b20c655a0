// What waits for somebody: nothing with a date is missed, and each item says the command that settles it.
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "journeys/stage.hpp"

using namespace mloc;

namespace {

Said done(Stage& stage, const std::string& line) {
  Said said = stage.run(line);
  INFO(line << "\n" << said.out << said.err);
  CHECK(said.status == 0);
  return said;
}
Said on(Stage& stage, const std::string& day, const std::string& words) { return done(stage, "mloc -C DIR --today " + day + " -q " + words); }

struct Item {
  std::string what, on, since, whom, command;
};
std::vector<Item> todo(Stage& stage, const std::string& day, const std::string& more = "") {
  std::istringstream lines(on(stage, day, "todo -O csv --columns what,on,since,for,command" + more).out);
  std::vector<Item> items;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells;
    std::istringstream parts(line + ",");
    for (std::string cell; std::getline(parts, cell, ',');) cells.push_back(cell);
    REQUIRE(cells.size() == 5);
    items.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  }
  return items;
}
std::string said_of(const std::vector<Item>& items, const std::string& what) {
  std::string text;
  for (const Item& one : items)
    if (one.what == what) text += (text.empty() ? "" : "; ") + one.on + " " + one.since + " " + one.whom;
  return text;
}

/// Three people of a trial with two places, drawn; the contracts of those who won.
void prepare_trial(Stage& stage) {
  done(stage, "mloc init DIR --template pass-accompagnement -q");
  std::string file = stage.disk.files().at("DIR/programmes/pass-accompagnement.toml");
  stage.disk.put("DIR/programmes/pass-accompagnement.toml", file.replace(file.find("strasbourg = 286"), 16, "strasbourg = 2"));
  // Nobody may be taken for another: a draw with two who look like one person is not announced.
  const std::vector<std::pair<std::string, std::string>> people = {{"PA-1", "--surname Martin --first-name Zoé --born 14/04/1988"},
                                                                   {"PA-2", "--surname Durand --first-name Lina --born 23/09/1989"},
                                                                   {"PA-3", "--surname Petit --first-name Jeanne --born 30/01/1990"}};
  for (const auto& [number, who] : people) {
    on(stage, "2009-10-05", "enrol add --commune 67482 --site strasbourg --family-breakdown --work-difficulty --file-number " + number + " " + who + " --sex F --on 2009-10-05");
    on(stage, "2009-10-20", "--by keller enrol trial add " + number + " accepte");
    on(stage, "2009-10-27", "--by enquete diagnose add " + number +
                                " outcomes --wave t0 --set logement=fjt --set precaire=true --set subi=true --set situation=recherche_emploi --set gestion_budget=difficile "
                                "--set bien_etre=4");
  }
  on(stage, "2009-11-02", "draw announce essai --programme pass-accompagnement --source loto@2009-11-04 --source euromillions@2009-11-06");
  on(stage, "2009-11-09", "draw reveal essai --value loto='3 12 23 31 44 + 9' --value euromillions='3 18 24 36 47 + 2 7'");
  on(stage, "2009-11-09", "draw run essai");
  on(stage, "2009-11-09", "diagnose wave add essai --wave t12");
  on(stage, "2009-11-16", "contract add --draw essai");
}

std::vector<std::string> words_of_line(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// Every printed command is one: with --help it tells of itself.
void check_commands(Stage& stage, const std::vector<Item>& items) {
  for (const Item& one : items) {
    INFO(one.what << ": " << one.command);
    REQUIRE(one.command.starts_with("mloc "));
    auto words = words_of_line(one.command);
    words.erase(words.begin());
    words.push_back("--help");
    const Said help = stage.run_mloc(words);
    CHECK(help.status == 0);
    CHECK(help.out.find("mloc " + words[0] + " " + words[1]) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("todo names contracts to be signed and reviewed, broken commitments and late waves") {
  Stage stage;
  prepare_trial(stage);
  const auto first = todo(stage, "2009-11-20");
  CHECK(said_of(first, "no_lesson").empty());  // the programme teaches nobody
  std::set<std::string> unsigned_numbers;
  for (const Item& one : first)
    if (one.what == "contract_unsigned") unsigned_numbers.insert(one.on.substr(0, 4));
  REQUIRE(unsigned_numbers.size() == 2);
  check_commands(stage, first);

  const std::string number = *unsigned_numbers.begin();
  on(stage, "2009-11-16", "contract referent add " + number + " heitz");
  for (const std::string party : {"jeune", "institution"}) on(stage, "2009-11-16", "--by heitz contract step add " + number + " signature --party " + party);
  for (const std::string day : {"2009-12-02", "2009-12-09", "2009-12-16", "2010-01-06"})
    on(stage, day, "--by heitz enrol contact add " + number + " rdv 0 --presence absent_non_excuse");
  const auto broken = todo(stage, "2010-01-07");
  CHECK(said_of(broken, "commitment_broken") == number + " rencontres  heitz");
  CHECK(said_of(broken, "contract_review").empty());
  check_commands(stage, broken);

  const auto later = todo(stage, "2010-11-10");
  CHECK(said_of(later, "contract_review").find("2010-05-16 heitz") != std::string::npos);
  CHECK(said_of(later, "wave_late") == "PA-1 essai t12 2010-11-09 ; PA-2 essai t12 2010-11-09 ; PA-3 essai t12 2010-11-09 ");
  check_commands(stage, later);
}

TEST_CASE("todo names what was to be done by a day, with or without a threshold of the alerts, once") {
  Stage stage;
  done(stage, "mloc init DIR --template pole -q");
  on(stage, "2010-02-01", "enrol add --file-number P-1 --surname Martin --first-name Zoé --born 13/08/1988 --sex F --site cournon --on 2010-02-01 --referent brun");
  on(stage, "2010-02-01", "enrol participation add P-1 pole-mobilite --on 2010-02-01");
  on(stage, "2010-02-01", "enrol objective add P-1 mobilite --on 2010-02-01 --due 2010-03-01");
  on(stage, "2010-02-01", "--by morel enrol recommendation add P-1 carte_transport --on 2010-02-01 --due 2010-03-01");
  const auto items = todo(stage, "2010-03-02");
  CHECK(said_of(items, "overdue_objective").find("2010-03-01") != std::string::npos);
  CHECK(said_of(items, "overdue_recommendation").find("2010-03-01") != std::string::npos);
  check_commands(stage, items);
  const auto later = todo(stage, "2010-07-01");
  std::set<std::string> seen;
  for (const Item& one : later) CHECK(seen.insert(one.what + " " + one.on).second);
  // Whoever typed the entry is not whom the young person sees.
  CHECK(said_of(later, "no_contact").ends_with(" brun"));
  check_commands(stage, later);
}
