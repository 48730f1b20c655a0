#include "privacy/rules/retention.hpp"

#include "catch.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/programme/trial_calendar.hpp"
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

TEST_CASE("what keeps the whole is named before what keeps the ledger without a name, however long that does") {
  KeptFile file;
  file.born_by = day("1984-03-31");
  file.last_entry = day("2011-12-31");
  file.cej_ended = day("2005-01-01");
  CHECK(reached(file, "2012-03-31") == "imilo_usager 2012-03-31 but imilo_cej until 2015-01-01; ");
  CHECK(reached(file, "2015-01-01") == "imilo_usager 2012-03-31 but comptabilite until 2021-12-31; ");
}

TEST_CASE("whoever was drawn in a trial is kept until it needs nobody any more") {
  KeptFile file;
  file.born_by = day("1984-03-31");
  file.last_contact = day("2010-01-31");
  file.trial_ended = day("2013-01-01");
  CHECK(reached(file, "2012-12-31") == "imilo_usager 2012-03-31 but essai until 2013-01-01; cnil_social 2012-01-31 but essai until 2013-01-01; ");
  CHECK(reached(file, "2013-01-01") == "imilo_usager 2012-03-31; cnil_social 2012-01-31; ");
}

TEST_CASE("a trial needs those who were drawn until its end or its last wave with its window") {
  const TrialCalendar calendar{day("2011-12-31"), {{"t12", 12, 30}, {"t24", 24, 60}}};
  const auto last = [&](const char* drawn, const std::vector<TrialCalendar::Planned>& planned) { return calendar.last_day(day(drawn), planned).text(); };
  CHECK(last("2009-11-09", {}) == "2012-01-08");                          // t24 with its window
  CHECK(last("2009-06-30", {}) == "2011-12-31");                          // the end comes later
  CHECK(last("2009-06-30", {{"t24", day("2012-01-15")}}) == "2012-03-15");  // a wave that was planned for later
  CHECK(last("2009-06-30", {{"t6", day("2012-01-15")}}) == "2012-01-15");   // of which the programme says nothing
}
