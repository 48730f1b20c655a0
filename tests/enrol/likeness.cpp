#include "enrol/rules/likeness.hpp"

#include "catch.hpp"
#include "mloc/base/text.hpp"
#include "mloc/enrol/rules/duplicate.hpp"

namespace mloc::enrol {
namespace {

Date day(const char* text) { return *Date::parse(text); }

NamedCase named(const char* id, const char* surname, const char* first, const char* born, const char* sex = "H", const char* phone = "") {
  return {id, surname, first, day(born), sex, phone, "", ""};
}

std::string why(const NamedCase& one, const NamedCase& other) {
  const Suspect found = suspicion(one, other);
  CHECK(found.score == suspicion(other, one).score);
  return found.score > 0 ? found.why : "two";
}

}  // namespace

TEST_CASE("ligatures, barred letters and apostrophes are folded") {
  CHECK(letters_of("LEB\u0152UF") == letters_of("Leboeuf"));
  CHECK(letters_of("N\u2019Diaye") == "ndiaye");
  CHECK(letters_of("\u0141ukasz \u00d8yvind") == "lukaszoyvind");
  CHECK(letters_of("\u0110\u1eb7ng") == "dang");
  CHECK(letters_of("Y\u0131ld\u0131z") == "yildiz");
  CHECK(letters_of("\u0130rem") == "irem");
  CHECK(folded("LE GOFF") == "le goff");
}

TEST_CASE("a name is like another by one letter or by its words") {
  const std::pair<std::pair<const char*, const char*>, NameLikeness> table[] = {
      {{"Zo\u00e9", "ZOE"}, NameLikeness::same},          {{"Marie", "Marie-Claire"}, NameLikeness::part},
      {{"Morel Blanc", "Blanc"}, NameLikeness::part},     {{"Garnier", "Garniez"}, NameLikeness::letter},
      {{"Garnier", "Garnie"}, NameLikeness::letter},      {{"Garnier", "Garneir"}, NameLikeness::letter},
      {{"Garnier", "Garnizz"}, NameLikeness::other},      {{"Li", "Lu"}, NameLikeness::other},
      {{"Paul", "Jean"}, NameLikeness::other},            {{"Ben Ali", "Benali"}, NameLikeness::same}};
  for (const auto& [names, wanted] : table) {
    INFO(names.first << " and " << names.second);
    CHECK(name_likeness(names.first, names.second) == wanted);
    CHECK(name_likeness(names.second, names.first) == wanted);
  }
}

TEST_CASE("a correction is one birth date and sex, one name alike and the other a spelling of it") {
  const Who zoe{"MARTIN", "Zo\u00e9", day("1990-05-11"), "F"};
  CHECK(likeness(zoe, {"Martin", "ZOE", day("1990-05-11"), "H"}) == Likeness::same);
  CHECK(likeness(zoe, {"Martin", "Zo\u00e9 Anne", day("1990-05-11"), "F"}) == Likeness::spelling);
  CHECK(likeness(zoe, {"Martin", "Zo\u00e9 Anne", day("1990-05-11"), "H"}) == Likeness::other);
  CHECK(likeness(zoe, {"Zo\u00e9", "Martin", day("1990-05-11"), "F"}) == Likeness::spelling);
  CHECK(likeness(zoe, {"Martin", "Zo\u00e9", day("1991-05-11"), "F"}) == Likeness::other);
  CHECK(likeness(zoe, {"Martim", "Zo\u00e9 Anne", day("1990-05-11"), "F"}) == Likeness::other);
  CHECK(differing(zoe, {"Petit", "ZOE", day("1991-05-11"), "F"}) == std::vector<std::string>{"surname", "birth_date"});
}

TEST_CASE("one person twice is suspected however a name or a day was written, and said why") {
  const NamedCase paul = named("1", "MARTIN", "Paul", "1990-05-11");
  CHECK(why(paul, named("2", "martin", "PAUL", "1990-05-11")) == "same");
  CHECK(why(paul, named("2", "Paul", "Martin", "1990-05-11")) == "swapped_names");
  CHECK(why(paul, named("2", "Martin", "Paul", "1990-11-05")) == "swapped_day");
  CHECK(why(paul, named("2", "Paul", "Martin", "1990-11-05")) == "swapped_names+swapped_day");
  CHECK(why(paul, named("2", "Martin", "Paul Henri", "1990-05-11")) == "part");
  CHECK(why(paul, named("2", "Marti", "Paul", "1990-05-11")) == "letter");
  CHECK(why(paul, named("2", "Petit", "Paul", "1990-05-11")) == "two");
  CHECK(why(paul, named("2", "Marti", "Paul", "1990-11-05")) == "two");
  CHECK(why(paul, named("2", "Martin", "Paul", "1990-05-12")) == "two");
  CHECK(why(named("1", "MARTIN", "Zo\u00e9", "1990-05-11", "F"), named("2", "Petit", "Zo\u00e9", "1990-05-11", "F")) == "surname");
  CHECK(why(named("1", "MARTIN", "Paul", "1990-05-11", "H", "06"), named("2", "Petit", "Paul", "1990-05-11", "H", "06")) == "surname");
  CHECK(why(named("1", "MARTIN", "Zo\u00e9", "1990-05-11", "F"), named("2", "Martin", "Anna", "1990-05-11", "F")) == "two");
}

TEST_CASE("each suspected pair is listed once, until somebody decides") {
  const std::vector<NamedCase> all{named("1", "LE GOFF", "Zo\u00e9", "1990-05-11"), named("3", "Le-Goff ", "ZOE", "1990-05-11"),
                                   named("2", "le  goff", "Zoe\u0301", "1990-05-11"), named("4", "Le Goff", "Zo\u00e9", "1990-05-12"),
                                   named("1", "LE GOFF", "Zo\u00e9", "1990-05-11")};
  const auto pairs = [&](const std::set<CasePair>& decided) {
    std::vector<CasePair> found;
    for (const Suspect& one : undecided_duplicates(all, decided)) found.push_back(one.pair);
    return found;
  };
  using Pairs = std::vector<CasePair>;
  CHECK(pairs({}) == Pairs{{"1", "2"}, {"1", "3"}, {"2", "3"}});
  CHECK(pairs({case_pair("3", "1"), case_pair("2", "3")}) == Pairs{{"1", "2"}});
}

}  // namespace mloc::enrol
