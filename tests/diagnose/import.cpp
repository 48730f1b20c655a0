#include "catch.hpp"
#include "journeys/stage.hpp"

using namespace mloc;

namespace {

/// A workspace with one applicant and a mapping for budgets.
void set_up(Stage& stage) {
  REQUIRE(stage.run("mloc init W --template autonomie").status == 0);
  REQUIRE(stage.run("mloc -C W enrol add --file-number AU-1 --surname Martin --first-name Zoé --born 13/08/1987 --sex F "
                    "--site orleans --on 05/02/2010").status == 0);
  std::string mapping = "version = 1\nname = \"budgets\"\nmakes = \"diagnosis\"\nencoding = \"utf-8\"\n"
                        "key = [\"application.file_number\", \"diagnosis.day\"]\n[set]\n\"diagnosis.instrument\" = \"budget\"\n"
                        "\"diagnosis.version\" = \"1\"\n\"diagnosis.signed_by\" = \"leroy\"\n";
  for (const auto& [header, field, take] :
       {std::tuple("N", "application.file_number", "text"), {"J", "diagnosis.day", "day"}, {"R", "diagnosis.answers.ressources", "split"},
        {"S", "diagnosis.answers.revenu_salaire", "money"}, {"C", "diagnosis.answers.charges", "text"}, {"P", "diagnosis.answers.personnes", "integer"}})
    mapping += std::string("[[columns]]\nheader = \"") + header + "\"\nfield = \"" + field + "\"\ntake = \"" + take + "\"\n";
  stage.disk.put("W/imports/budgets.toml", mapping);
}

/// A dossier but for the digest of the file that brought its records.
std::string without_file(std::string bytes) {
  for (auto at = bytes.find("\n  file: "); at != bytes.npos; at = bytes.find("\n  file: ", at)) bytes.erase(at, bytes.find('\n', at + 1) - at);
  return bytes;
}

std::map<std::string, std::string> dossiers(const Stage& stage) {
  std::map<std::string, std::string> found;
  for (const auto& [path, bytes] : stage.disk.files())
    if (path.starts_with("W/cases/")) found.emplace(path, without_file(bytes));
  return found;
}

std::string imported(Stage& stage, const std::string& rows) {
  stage.disk.put("b.csv", "N;J;R;S;C;P\n" + rows);
  const Said said = stage.run("mloc -C W import budgets b.csv");
  return said.out + said.err;
}

}  // namespace

TEST_CASE("answers that were imported change no byte when they are imported again, however they are spelt") {
  Stage stage;
  set_up(stage);
  CHECK(imported(stage, "AU-1;03/05/2010;salaire;1 012,50;aucune;1\n") == "1 new, 0 same, 0 changed, 0 conflict, 0 rejected\n");
  const auto once = dossiers(stage);
  REQUIRE(once.begin()->second.find("revenu_salaire: \"1012.50\"") != std::string::npos);
  CHECK(imported(stage, "AU-1;03/05/2010;salaire;1012,5;aucune;1\nAU-1;2010-05-03;salaire;1012,50;aucune;1\n") ==
        "0 new, 2 same, 0 changed, 0 conflict, 0 rejected\nmloc: b.csv:3: the same as line 2, taken as one\n");
  CHECK(dossiers(stage) == once);
  CHECK(imported(stage, "AU-1;03/05/2010;salaire;900;aucune;1\n") == "0 new, 0 same, 1 changed, 0 conflict, 0 rejected\n");
  CHECK(imported(stage, "AU-1;03/05/2010;salaire;1012,5;aucune;1\n") == "0 new, 0 same, 1 changed, 0 conflict, 0 rejected\n");
  CHECK(dossiers(stage) == once);
}

TEST_CASE("a row with text, with an answer that is not asked, or with one missing is rejected whole") {
  Stage stage;
  set_up(stage);
  const auto before = dossiers(stage);
  const auto refused = [&](const std::string& row, const std::string& code) {
    const std::string said = imported(stage, row + "\n");
    INFO(row << ": " << said);
    CHECK(said.find("error[" + code + "]") != std::string::npos);
    CHECK(dossiers(stage) == before);
  };
  refused("AU-1;03/05/2010;salaire;850;expulsé de chez sa mère;1", "R205");
  refused("AU-1;03/05/2010;salaire;850;expulse_de_chez_sa_mere;1", "G104");
  refused("AU-1;03/05/2010;aucune;850;aucune;1", "G109");
  refused("AU-1;03/05/2010;salaire;;aucune;1", "G110");
  refused("AU-1;03/05/2010;salaire;850;aucune;0", "G105");
  refused("AU-1;03/05/2010;aucune,salaire;850;aucune;1", "G112");
}
