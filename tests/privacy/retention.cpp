#include "privacy/rules/retention.hpp"

#include "catch.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/records/yaml.hpp"

using namespace mloc;

using namespace mloc::privacy;

namespace {

std::vector<RetentionRule> rules() {
  Arena arena;
  return retention_rules(**read_plain_yaml(*embedded("src/privacy/rules/retention.yaml"), "retention.yaml", arena));
}
Date day(const char* text) { return *Date::parse(text); }

std::string reached(const KeptFile& file, const char* at) {
  std::string text;
  for (const Due& due : due_on(rules(), file, day(at)))
    text += due.rule + " " + due.due.text() + (due.kept_until ? " but " + due.kept_by + " until " + due.kept_until->text() : "") + "; ";
  return text;
}

}  // namespace

TEST_CASE("a dossier is due two years after the 26th birthday, on the day and not before") {
  KeptFile file;
  file.born_by = day("1984-03-31");
  CHECK(reached(file, "2012-03-30").empty());
  CHECK(reached(file, "2012-03-31") == "imilo_usager 2012-03-31; ");
  file.programme_ended = day("2011-06-15");
  CHECK(reached(file, "2013-06-14").empty());
  CHECK(reached(file, "2013-06-15") == "imilo_usager 2013-06-15; ");
}

TEST_CASE("two years without contact make it due, however young; who is in a programme is not") {
  KeptFile file;
  file.born_by = day("1990-01-31");
  file.last_contact = day("2008-02-29");
  CHECK(reached(file, "2010-02-27").empty());
  CHECK(reached(file, "2010-02-28") == "cnil_social 2010-02-28; ");
  file.in_programme = true;
  CHECK(reached(file, "2030-01-01").empty());
  file.in_programme = false;
  file.in_cej = true;
  CHECK(reached(file, "2030-01-01").empty());
}

TEST_CASE("accounting and a contrat d'engagement jeune keep it longer, and the longer of them is named") {
  KeptFile file;
  file.born_by = day("1984-03-31");
  file.last_entry = day("2010-06-01");
  CHECK(reached(file, "2012-03-31") == "imilo_usager 2012-03-31 but comptabilite until 2020-06-01; ");
  file.cej_ended = day("2011-01-01");
  CHECK(reached(file, "2012-03-31") == "imilo_usager 2012-03-31 but imilo_cej until 2021-01-01; ");
  CHECK(reached(file, "2021-01-01") == "imilo_usager 2012-03-31; ");
}
