// What waits for somebody: nothing with a date is missed, and each item says the command that settles it.
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "journeys/stage.hpp"
#include "mloc/records/day_fields.hpp"
#include "mloc/records/schema.hpp"

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
    CHECK(help.out.find("mloc " + words[0] + (words[0] == "amend" ? "" : " " + words[1])) != std::string::npos);
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

namespace {

/// What `todo` says when a day that was planned has passed, or comes; or why nobody has to do anything then.
const std::map<std::string, std::string> planned_days = {
    {"agreement.ends", "agreement_ends"}, {"axis.due", "overdue_axis"}, {"contract.ends", "contract_ends"}, {"contract.starts", "contract_unsigned"},
    {"entry.day", "instalment_overdue"}, {"exam.day", "exam_result"}, {"invitation.day", "group_presence"}, {"job.ends", "job_ended"}, {"job.starts", "meeting_late"},
    {"lesson.starts", "lesson_presence"}, {"meeting.day", "meeting_late"}, {"meeting.due", "meeting_late"}, {"objective.due", "overdue_objective"},
    {"offer.starts", "offer_open"}, {"partner.approved_until", "approval_ends"}, {"recommendation.due", "overdue_recommendation"},
    {"referral.deadline", "overdue_referral"}, {"step.until", "contract_ends"}, {"wave.due", "wave_late"},
    {"agreement.starts", "- it begins by itself"}, {"assignment.starts", "- it begins by itself"}, {"consent.until", "- a right that ends by itself"},
    {"erasure.kept_until", "- mloc retention due lists it"}, {"guarantee.ends", "- it ends by itself"}, {"guarantee.starts", "- it begins by itself"},
    {"pace.day", "- a pace holds from that day"}, {"permit.starts", "- it begins by itself"}, {"permit.until", "- a right that ends by itself"},
    {"referent.ends", "- it is written with who follows"}, {"referent.starts", "- it begins by itself"}, {"situation.ends", "- it ends by itself"},
    {"tenancy.ends", "- it ends by itself"}};

/// One open record of each kind whose day has passed on 2010-06-01.
void prepare_office(Stage& stage) {
  done(stage, "mloc init DIR --template autonomie -q");
  on(stage, "2010-02-05", "enrol add --file-number A-1 --surname Un --first-name Zoé --born 01/08/1987 --sex F --site orleans --on 2010-02-05");
  on(stage, "2010-02-05", "partner add une --name Une --kind AUTO_ECOLE --siret 73282932000074 --programme autonomie --starts 01/03/2010 --ends 15/06/2010");
  on(stage, "2010-02-05", "amend une approved_until=2010-06-05");
  on(stage, "2010-02-05", "partner add quai --name Quai --kind EMPLOYEUR --siret 97433904600076");
  on(stage, "2010-03-01", "--by caron meeting offer add quai G1602 cdd --starts 2010-04-01");
  on(stage, "2010-03-01", "--by caron meeting job add A-1 quai --contract cdd --on 2010-03-01 --until 2010-05-28 --programme autonomie");
  on(stage, "2010-03-01", "--by caron meeting hold A-1 R1 --on 2010-03-01");
  on(stage, "2010-03-20", "lesson add A-1 --on 2010-05-20 --school une --presence prevu");
  on(stage, "2010-03-20", "lesson exam add A-1 etg --on 2010-05-21 --result inscrit");
  on(stage, "2010-03-20", "contract due A-1 --on 2010-04-01");
}

}  // namespace

TEST_CASE("every day that a record plans is in todo, or has a reason not to be") {
  std::set<std::string> planned;
  for (const std::string& kind : kind_names())
    for (const DayField& field : day_fields(kind)) {
      bool lies_ahead = field.when == When::planned;
      for (const auto& [said, when] : field.cases) lies_ahead |= when == When::planned;
      if (lies_ahead) planned.insert(kind + "." + field.name);
    }
  std::set<std::string> known;
  for (const auto& [field, what] : planned_days) known.insert(field);
  CHECK(planned == known);
}

TEST_CASE("todo names a job that is over, a test and a lesson without their outcome, an open offer, what ends at a school") {
  Stage stage;
  prepare_office(stage);
  const auto items = todo(stage, "2010-06-01");
  CHECK(said_of(items, "job_ended").ends_with(" 2010-05-28 "));
  CHECK(said_of(items, "exam_result").ends_with(" 2010-05-21 "));
  CHECK(said_of(items, "lesson_presence").ends_with(" 2010-05-20 une"));
  CHECK(said_of(items, "offer_open").ends_with(" 2010-04-01 caron"));
  CHECK(said_of(items, "approval_ends").ends_with(" 2010-06-05 "));
  CHECK(said_of(items, "agreement_ends").ends_with(" 2010-06-15 "));
  CHECK_FALSE(said_of(items, "instalment_overdue").empty());
  check_commands(stage, items);
  // Done, nothing of it is left.
  on(stage, "2010-06-01", "meeting job end A-1 terme --on 2010-05-28");
  on(stage, "2010-06-01", "meeting offer end quai pourvue");
  on(stage, "2010-06-01", "amend une approved_until=2011-05-15");
  on(stage, "2010-06-01", "partner agreement add une autonomie --starts 2010-06-16 --ends 2011-06-15");
  const auto left = todo(stage, "2010-06-01");
  for (const char* what : {"job_ended", "offer_open", "approval_ends", "agreement_ends"}) CHECK(said_of(left, what).empty());
}

TEST_CASE("todo names a group meeting without presence, aid that is due this month and a contract that ends") {
  Stage stage;
  prepare_trial(stage);
  on(stage, "2009-11-16", "meeting group add essai accueil --on 2009-11-20");
  const auto first = todo(stage, "2009-11-23");
  CHECK(said_of(first, "group_presence").find("accueil 2009-11-20") != std::string::npos);
  std::string number;
  for (const Item& one : first)
    if (one.what == "contract_unsigned") number = one.on.substr(0, 4);
  for (const std::string party : {"jeune", "institution"}) on(stage, "2009-11-23", "contract step add " + number + " signature --party " + party);
  on(stage, "2009-11-23", "contract aid add " + number + " 50,00 --months 3 --nature vetement --for person");
  std::istringstream listed(on(stage, "2009-11-23", "query \"SELECT id FROM aid\" -O csv").out);
  std::string header, request;
  std::getline(listed, header);
  std::getline(listed, request);
  if (!request.empty() && request.back() == '\r') request.pop_back();
  on(stage, "2009-11-23", "contract aid end " + number + " " + request + " acceptee --reason acces_emploi");
  on(stage, "2009-11-23", "contract commit " + number + " --aid " + request + " --on 2009-12-01");
  const auto due = todo(stage, "2010-01-05");
  CHECK(said_of(due, "aid_due").find(" 2009-12-01") != std::string::npos);
  CHECK(said_of(due, "aid_due").find(" 2010-01-01") != std::string::npos);
  CHECK(said_of(due, "aid_due").find(" 2010-02-01") == std::string::npos);
  check_commands(stage, due);
  CHECK(said_of(todo(stage, "2011-11-10"), "contract_ends").find(" 2011-11-15") != std::string::npos);
  CHECK(said_of(todo(stage, "2011-10-10"), "contract_ends").empty());
}
