#include "catch.hpp"
#include "mloc/base/random.hpp"
#include "mloc/base/secret.hpp"
#include "passport/rules/passport.hpp"

using namespace mloc;

using namespace mloc::passport;

namespace {

Date day(const char* text) { return *Date::parse(text); }

const CompetenceList fourteen{"a", {"A1", "A2", "A3"}, {}};
const CompetenceList sixteen{"b", {"B1", "B2", "B3"}, {{"B1", "A2"}, {"B3", "A1"}}};
const std::vector<CompetenceList> lists = {fourteen, sixteen};

LevelStep step(const char* on, const char* competence, const char* level) { return {std::string(on) + competence, competence, level, "e", day(on)}; }
Passport opened_passport() { return {"c", "a", "", day("2010-01-01"), std::nullopt, {}, {}}; }

/// `A1=acquis A2=a_verifier A3*=en_cours`; a star for a former list.
std::string said(const Passport& one, const char* on) {
  std::string text;
  for (const Competence& each : competences_on(one, lists, day(on)))
    text += (text.empty() ? "" : " ") + each.code + (each.former ? "*=" : "=") + each.level;
  return text;
}

class Counting final : public Random {
 public:
  std::uint32_t below(std::uint32_t bound) override { return state_++ * 7u % bound; }

 private:
  std::uint32_t state_ = 0;
};

std::vector<CodeTry> wrong(int times, const char* on) { return std::vector<CodeTry>(static_cast<std::size_t>(times), {day(on), false}); }

}  // namespace

TEST_CASE("a passport has every competence of its list, each to be verified") {
  CHECK(said(opened_passport(), "2010-01-01") == "A1=a_verifier A2=a_verifier A3=a_verifier");
  Passport one = opened_passport();
  one.levels = {step("2010-02-01", "A2", "en_cours"), step("2010-03-01", "A2", "acquis")};
  CHECK(said(one, "2010-01-31") == "A1=a_verifier A2=a_verifier A3=a_verifier");
  CHECK(said(one, "2010-02-01") == "A1=a_verifier A2=en_cours A3=a_verifier");
  CHECK(said(one, "2010-12-31") == "A1=a_verifier A2=acquis A3=a_verifier");
  CHECK(competences_on(one, lists, day("2010-12-31"))[1].history.size() == 2);
}

TEST_CASE("a change of list carries matches on and keeps what has none") {
  Passport one = opened_passport();
  one.levels = {step("2010-02-01", "A2", "acquis"), step("2010-02-01", "A3", "en_cours")};
  one.relistings = {{"r", "b", day("2010-03-01")}};
  CHECK(said(one, "2010-02-28") == "A1=a_verifier A2=acquis A3=en_cours");
  CHECK(said(one, "2010-03-01") == "B1=acquis B2=a_verifier B3=a_verifier A3*=en_cours");
  SECTION("a level that was agreed before and comes under its old name goes on, too") {
    one.levels.push_back(step("2010-03-02", "A1", "acquis"));
    CHECK(said(one, "2010-03-02") == "B1=acquis B2=a_verifier B3=acquis A3*=en_cours");
  }
  SECTION("and back again nothing is lost") {
    one.relistings.push_back({"s", "a", day("2010-04-01")});
    CHECK(said(one, "2010-04-01") == "A1=a_verifier A2=acquis A3=en_cours B2*=a_verifier");
  }
}

TEST_CASE("none can be left out of an opening or added to it") {
  Arena arena;
  Node* map = arena.map();
  arena.set(*map, "A1", arena.text("a_verifier"));
  arena.set(*map, "A3", arena.text("a_verifier"));
  CHECK(not_as_listed(*map, fourteen) == std::vector<std::string>{"A2"});
  arena.set(*map, "A2", arena.text("a_verifier"));
  CHECK(not_as_listed(*map, fourteen).empty());
  arena.set(*map, "B1", arena.text("a_verifier"));
  CHECK(not_as_listed(*map, fourteen) == std::vector<std::string>{"B1"});
}

TEST_CASE("three facts, none before the experience and none to come") {
  const auto code = [](const char* referent, const char* employer, const char* exchange) {
    const auto checked = check_facts({"brun", "tuteur", day(referent), day(employer), day(exchange)}, day("2010-03-01"), day("2010-03-20"));
    return checked ? "" : std::string(code_of(checked.error().problems.front().code));
  };
  CHECK(code("2010-03-01", "2010-03-20", "2010-03-10") == "");
  CHECK(code("2010-02-28", "2010-03-20", "2010-03-10") == "A113");
  CHECK(code("2010-03-01", "2010-02-28", "2010-03-10") == "A113");
  CHECK(code("2010-03-01", "2010-03-20", "2010-02-28") == "A113");
  CHECK(code("2010-03-21", "2010-03-20", "2010-03-10") == "A114");
  CHECK(code("2010-03-01", "2010-03-21", "2010-03-10") == "A114");
  CHECK(code("2010-03-01", "2010-03-20", "2010-03-21") == "A114");
}

TEST_CASE("rights come by role, by training, or by charter, training and a right of their own") {
  const Right right{{"administrateur"}, {"conseiller"}, {"partenaire_referent"}, true};
  CHECK(hindrance_of(right, {"administrateur"}) == Hindrance::none);
  CHECK(hindrance_of(right, {"conseiller"}) == Hindrance::coaching);
  CHECK(hindrance_of(right, {"conseiller", true}) == Hindrance::none);
  CHECK(hindrance_of(right, {"auto_ecole", true, true, true, true, {"competences"}}) == Hindrance::role);
  CHECK(hindrance_of(right, {"partenaire_referent"}) == Hindrance::charter);
  CHECK(hindrance_of(right, {"partenaire_referent", false, true}) == Hindrance::training);
  CHECK(hindrance_of(right, {"partenaire_referent", false, true, true}) == Hindrance::permit);
  CHECK(hindrance_of(right, {"partenaire_referent", false, true, true, true}) == Hindrance::consent);
  CHECK(hindrance_of(right, {"partenaire_referent", false, true, true, true, {"competences"}}) == Hindrance::none);
  CHECK(hindrance_of(right, {"jeune"}) == Hindrance::none);
  CHECK(hindrance_of({{"jeune"}, {}, {}, false}, {"jeune"}) == Hindrance::role);
}

TEST_CASE("five wrong codes lock for the day, ten until a new code") {
  const Date today = day("2010-05-11"), tomorrow = day("2010-05-12");
  CHECK(lock_on({}, today) == Locked::no);
  CHECK(lock_on(wrong(4, "2010-05-11"), today) == Locked::no);
  CHECK(lock_on(wrong(5, "2010-05-11"), today) == Locked::today);
  CHECK(lock_on(wrong(5, "2010-05-11"), tomorrow) == Locked::no);
  CHECK(lock_on(wrong(6, "2010-05-12"), tomorrow) == Locked::today);
  CHECK(lock_on(wrong(10, "2010-05-01"), today) == Locked::until_new_code);
  auto then_right = wrong(9, "2010-05-11");
  then_right.push_back({today, true});
  CHECK(lock_on(then_right, today) == Locked::no);
}

TEST_CASE("a consent lives from its day to its last, and no longer than its withdrawal") {
  Consent one{"c", "jeune", "greta", "", {"competences"}, day("2010-05-03"), day("2010-12-31"), std::nullopt};
  CHECK_FALSE(one.live_on(day("2010-05-02")));
  CHECK(one.live_on(day("2010-05-03")));
  CHECK(one.live_on(day("2010-12-31")));
  CHECK_FALSE(one.live_on(day("2011-01-01")));
  one.withdrawn = day("2010-06-01");
  CHECK(one.live_on(day("2010-05-31")));
  CHECK_FALSE(one.live_on(day("2010-06-01")));
  CHECK(one.covers("competences"));
  CHECK_FALSE(one.covers("experiences"));
}

TEST_CASE("a permit ends by its date or when it is taken back, and the newest decides alone") {
  const auto permitted = [](const std::vector<Permit>& permits, const char* on) { return is_permitted_on(permits, "greta", day(on)); };
  const Permit year{"a", "greta", day("2010-01-01"), day("2010-12-31"), std::nullopt};
  CHECK_FALSE(permitted({}, "2010-05-01"));
  CHECK_FALSE(permitted({year}, "2009-12-31"));
  CHECK(permitted({year}, "2010-01-01"));
  CHECK(permitted({year}, "2010-12-31"));
  CHECK_FALSE(permitted({year}, "2011-01-01"));
  CHECK_FALSE(is_permitted_on(std::vector<Permit>{year}, "pjj", day("2010-05-01")));
  SECTION("taken back") {
    Permit ended = year;
    ended.ended = day("2010-05-01");
    CHECK(permitted({ended}, "2010-04-30"));
    CHECK_FALSE(permitted({ended}, "2010-05-01"));
  }
  SECTION("a shorter second one, in any order of the records") {
    const Permit week{"b", "greta", day("2010-05-01"), day("2010-05-07"), std::nullopt};
    for (const auto& both : {std::vector<Permit>{year, week}, std::vector<Permit>{week, year}}) {
      CHECK(permitted(both, "2010-05-07"));
      CHECK_FALSE(permitted(both, "2010-05-08"));
    }
    const Permit from_the_same_day{"c", "greta", day("2010-01-01"), day("2010-01-31"), std::nullopt};
    CHECK_FALSE(permitted({year, from_the_same_day}, "2010-02-01"));
  }
  SECTION("one that was taken back before it began takes nothing away") {
    CHECK(permitted({year, {"d", "greta", day("2010-03-01"), day("2010-04-01"), day("2010-03-01")}}, "2010-05-01"));
  }
}

TEST_CASE("a consent opens the parts that it names to the partner that it names") {
  const std::vector<Consent> consents = {{"a", "jeune", "greta", "", {"experiences"}, day("2010-01-01"), day("2010-12-31"), std::nullopt},
                                         {"b", "jeune", "pjj", "", {"competences"}, day("2010-01-01"), day("2010-12-31"), std::nullopt},
                                         {"c", "jeune", "greta", "", {"competences"}, day("2010-01-01"), day("2010-12-31"), day("2010-05-01")}};
  using Parts = std::vector<std::string>;
  CHECK(parts_open_to("greta", consents, day("2010-04-30")) == Parts{"competences", "experiences"});
  CHECK(parts_open_to("greta", consents, day("2010-05-01")) == Parts{"experiences"});
  CHECK(parts_open_to("afpa", consents, day("2010-05-01")).empty());
}

TEST_CASE("a file's type is told by its first bytes") {
  CHECK(type_of_bytes("%PDF-1.4\n") == "pdf");
  CHECK(type_of_bytes("\x89PNG\r\n\x1a\nrest") == "png");
  CHECK(type_of_bytes("\xff\xd8\xff\xe0") == "jpeg");
  CHECK(type_of_bytes("GIF89a").empty());
  CHECK(type_of_bytes("<html>%PDF-").empty());
  CHECK(type_of_bytes("").empty());
}

TEST_CASE("an access code is hashed as libsodium does it, and read as people type it") {
  Counting random;
  const std::string code = make_secret(8, random), hash = argon2id(code, random);
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(argon2id_matches(hash, code));
  CHECK_FALSE(argon2id_matches(hash, code.substr(1) + "0"));
  CHECK(grouped("7KQ39XM4") == "7KQ3-9XM4");
  CHECK(read_secret(" 7kq3-9xm4\n", 8) == "7KQ39XM4");
  CHECK(read_secret("oil00000", 8) == "01100000");
  CHECK_FALSE(read_secret("7KQ39XM", 8));
  CHECK_FALSE(read_secret("7KQ39XMU", 8));
}
