#include "mloc/draw/rules/seed.hpp"

#include "catch.hpp"
#include "draw_fixtures.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

Date day(const char* text) { return *Date::parse(text); }
const std::vector<DrawSource>& games() {
  static const std::vector<DrawSource> known{
      {"loto", {{day("2008-10-06"), {{5, 49}, {1, 10}}, 242}}},
      {"euromillions",
       {{day("2004-02-13"), {{5, 50}, {2, 9}}, 262}, {day("2011-05-10"), {{5, 50}, {2, 11}}, 268}}}};
  return known;
}
const Date today = day("2010-02-20");
const AnnouncedSource loto{"loto", day("2010-02-24"), 242};
const AnnouncedSource euromillions{"euromillions", day("2010-02-26"), 262};
const AnnouncedSource dice{"dice", day("2010-03-01"), 500};
const std::vector<AnnouncedSource> both{loto, euromillions};

std::string seed(const std::vector<RevealedValue>& values, const std::optional<AnnouncedSource>& fallback = {}) {
  const auto made = seed_string(both, fallback, values, games());
  return made ? *made : codes(made);
}
std::string checked(const std::vector<AnnouncedSource>& sources, const std::optional<AnnouncedSource>& fallback = {}) {
  const auto warnings = check_sources(sources, fallback, today);
  return warnings ? "warned " + codes(Failure{Exit::done, *warnings}) : codes(warnings);
}
std::string valued(const AnnouncedSource& source, const std::string& value) {
  return codes(check_value(source, value, games()));
}
std::string part(const std::string& value) { return seed_part(value).value(); }
std::string announced(const std::string& text) {
  const auto written = parse_source(text, today);
  if (!written) return codes(written);
  const auto source = announced_source(*written, games());
  return source ? source->name + ' ' + source->date.text() + ' ' + bits_text(source->bits) : codes(source);
}

}  // namespace

TEST_CASE("a seed is made of sorted groups, as RFC 3797 says") {
  CHECK(part("9319") + part("2 5 12 8 10") + part("9 18 26 34 41 45") == seed_of_rfc3797);
  CHECK(part("7 12 23 31 44 + 9") == "7.12.23.31.44./9./");
  CHECK(part("17 20 22 35 38 48 36") + part("90193202") + part("55598744") + part("11 17 21 48 50 9 10") ==
        "17.20.22.35.36.38.48./90193202./55598744./9.10.11.17.21.48.50./");
  CHECK(part("7 8 11 17 19 25 46+08285182 + 60115701") == "7.8.11.17.19.25.46./8285182./60115701./");
  CHECK(part("10 9 100 09 00") == "0.9.9.10.100./");
  CHECK(part("99999999999999999999999 2") == "2.99999999999999999999999./");
}

TEST_CASE("what is not a list of numbers makes no seed") {
  for (const auto* value : {"", " ", "7,12", "7 -1", "7 + ", "+ 7", "7 ++ 9", "7a", "7\t8", "1.5", "\xc2\xa0"})
    CHECK(codes(seed_part(value)) == "W130");
  CHECK(codes(seed_part(std::string(201, '1'))) == "W130");
}

TEST_CASE("a lottery's value fits the rules of its day") {
  CHECK(valued(loto, "3 12 23 31 44 + 9").empty());
  CHECK(valued(loto, "03 12 23 31 44 + 09").empty());
  CHECK(valued(loto, "3 12 23 31 49 + 10").empty());
  CHECK(valued(loto, "3 12 23 31 50 + 9") == "W131");
  CHECK(valued(loto, "3 12 23 31 44 + 11") == "W131");
  CHECK(valued(loto, "0 12 23 31 44 + 9") == "W131");
  CHECK(valued(loto, "3 3 23 31 44 + 9") == "W131");
  CHECK(valued(loto, "3 03 23 31 44 + 9") == "W131");
  CHECK(valued(loto, "3 12 23 31 44 9") == "W131");
  CHECK(valued(loto, "3 12 23 31 + 9") == "W131");
  CHECK(valued(loto, "3 12 23 31 44 + 9 + 1") == "W131");
  CHECK(valued(loto, "3 12 23 31 44444444444444444444 + 9") == "W131");
  CHECK(valued(euromillions, "3 18 24 36 47 + 2 10") == "W131");
  CHECK(valued({"euromillions", day("2011-05-10"), 268}, "3 18 24 36 47 + 2 10").empty());
  CHECK(valued({"dice", today, 100}, "6 6 6").empty());
}

TEST_CASE("the values stand in the announced order, whatever order they are given in") {
  CHECK(seed({{"euromillions", "3 18 24 36 47 + 2 7"}, {"loto", "3 12 23 31 44 + 9"}}) ==
        "3.12.23.31.44./9./3.18.24.36.47./2.7./");
}

TEST_CASE("a value is given once for each announced source and no other") {
  const RevealedValue one{"loto", "3 12 23 31 44 + 9"}, two{"euromillions", "3 18 24 36 47 + 2 7"};
  CHECK(seed({one}) == "W134");
  CHECK(seed({one, two, one}) == "W133");
  CHECK(seed({one, two, {"dice", "1"}}) == "W132");
  CHECK(seed({one, {"euromillions", "3"}}) == "W131");
}

TEST_CASE("the fallback stands in for one missing source and is no free choice") {
  const RevealedValue one{"loto", "3 12 23 31 44 + 9"}, two{"euromillions", "3 18 24 36 47 + 2 7"}, three{"dice", "4 1"};
  CHECK(seed({three, two}, dice) == "1.4./3.18.24.36.47./2.7./");
  CHECK(seed({one, three}, dice) == "3.12.23.31.44./9./1.4./");
  CHECK(seed({one, two, three}, dice) == "W135");
  CHECK(seed({three}, dice) == "W134");
  CHECK(seed({one, two}, dice) == "3.12.23.31.44./9./3.18.24.36.47./2.7./");
}

TEST_CASE("an announcement needs future sources, each once, and 48 bits") {
  CHECK(checked(both) == "warned W124");
  CHECK(checked({loto, euromillions, {"bourse", day("2010-02-24"), 296}}) == "warned ");
  CHECK(checked({loto, euromillions, {"bourse", day("2010-02-24"), 295}}) == "warned W124");
  CHECK(checked({{"dice", day("2010-02-21"), 480}}) == "warned W124");
  CHECK(checked({{"dice", day("2010-02-21"), 479}}) == "W123");
  CHECK(checked({loto}) == "W123");
  CHECK(checked({}) == "W123");
  CHECK(checked({{"dice", today, 900}}) == "W122");
  CHECK(checked({loto, {"euromillions", day("2010-02-19"), 262}}) == "W122");
  CHECK(checked({loto, loto}) == "W128");
  CHECK(checked(both, dice) == "warned W124");
  CHECK(checked(both, AnnouncedSource{"bourse", day("2010-03-01"), 100}) == "warned W124 W125");
  CHECK(checked(both, AnnouncedSource{"bourse", today, 500}) == "W122");
  CHECK(checked(both, AnnouncedSource{"loto", day("2010-03-01"), 242}) == "W128");
}

TEST_CASE("a source is announced by name and day, with its bits unless the list knows them") {
  CHECK(announced("loto@2010-02-24") == "loto 2010-02-24 24.2");
  CHECK(announced("euromillions@26/02/2010") == "euromillions 2010-02-26 26.2");
  CHECK(announced("euromillions@2011-05-10") == "euromillions 2011-05-10 26.8");
  CHECK(announced("bourse@2010-02-24:13.3") == "bourse 2010-02-24 13.3");
  CHECK(announced("drand@2010-02-24:256") == "drand 2010-02-24 256.0");
  CHECK(announced("loto@2010-02-24:24.2") == "loto 2010-02-24 24.2");
  CHECK(announced("loto@2010-02-24:80") == "W127");
  CHECK(announced("bourse@2010-02-24") == "W121");
  CHECK(announced("loto@2008-10-05") == "W121");
  CHECK(announced("loto") == "W120");
  CHECK(announced("Loto@2010-02-24") == "W120");
  CHECK(announced("@2010-02-24") == "W120");
  CHECK(announced("bourse@2010-02-24:0.0") == "W120");
  CHECK(announced("bourse@2010-02-24:13.33") == "W120");
  CHECK(announced("bourse@2010-02-24:") == "W120");
  CHECK(announced("loto@2010-02-30") == "C104");
}

TEST_CASE("bits are counted in tenths") {
  CHECK(parse_bits("24.2") == 242);
  CHECK(parse_bits("256") == 2560);
  CHECK(parse_bits("9999.9") == 99999);
  for (const auto* bad : {"", "0", "0.0", ".5", "5.", "-1", "+1", "1.25", "10000", "1e3"}) CHECK_FALSE(parse_bits(bad));
  CHECK(bits_text(504) == "50.4");
}

TEST_CASE("the rules of the public sources are read from their code list") {
  Arena arena;
  const auto group = [&](int pick, int of) {
    Node* node = arena.map();
    arena.set(*node, "pick", arena.integer(pick));
    arena.set(*node, "of", arena.integer(of));
    return node;
  };
  Node* groups = arena.list();
  arena.append(*groups, group(5, 49));
  arena.append(*groups, group(1, 10));
  Node* rule = arena.map();
  arena.set(*rule, "since", arena.text("2008-10-06"));
  arena.set(*rule, "groups", groups);
  arena.set(*rule, "bits", arena.text("24.2"));
  Node* rules = arena.list();
  arena.append(*rules, rule);
  Node* item = arena.map();
  arena.set(*item, "code", arena.text("loto"));
  arena.set(*item, "rules", rules);
  Node* items = arena.list();
  arena.append(*items, item);
  Node* list = arena.map();
  arena.set(*list, "items", items);
  const auto read = read_draw_sources(*list).value();
  CHECK(read[0].code == "loto");
  CHECK(read[0].rules[0].bits == 242);
  CHECK(read[0].rules[0].groups[0].of == 49);
  CHECK_FALSE(read[0].rule_on(day("2008-10-05")));
  arena.append(*groups, group(6, 5));
  CHECK(codes(read_draw_sources(*list)) == "W126");
}
