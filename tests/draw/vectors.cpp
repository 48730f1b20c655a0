#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "catch.hpp"
#include "draw_fixtures.hpp"
#include "mloc/base/text.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

Roster twelve() { return Roster::parse(fixture("roster12.tsv")).value(); }
const DrawTerms of_twelve{"autonomie-2010", seed_of_rfc3797, {{"ORL", 3}, {"MTG", 2}, {"PIT", 1}}, Policy::skip};

std::string without_header(const std::string& text) { return text.substr(text.find('\n') + 1); }

/// What the ten lines of Python print for a roster of the fixtures.
std::string by_python(const std::string& roster, const std::string& arguments) {
  const std::string command = "/usr/bin/python3 " MLOC_SOURCE "/src/draw/rules/verify.py " + arguments +
                              " < " MLOC_SOURCE "/tests/fixtures/draw/" + roster;
  FILE* pipe = popen(command.c_str(), "r");
  std::string output;
  std::array<char, 4096> buffer;
  while (const auto got = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), got);
  CHECK(pclose(pipe) == 0);
  return output;
}

}  // namespace

TEST_CASE("twelve applicants in three strata get the published tickets") {
  CHECK(twelve().bytes().size() == 151);
  CHECK(twelve().sha256() == "339039be496c4823e65f4215b4b48aa6ec3d3a4580a774d4ca95b0cc8dd8750d");
  CHECK(hex(draw_key("autonomie-2010", seed_of_rfc3797)) ==
        "38eb4acb6cfa8f2d0833daa17fc488ce1090fae0e5110851eed1d8683d3f6ef9");
  const auto placements = drawn(twelve(), of_twelve);
  CHECK(ids(placements) == "C010 C007 C008 C009 C001 C002 C006 C003 C005 C004 C011 C012");
  CHECK(ids(placements, true) == "C010 C007 C001 C002 C006 C011");
  CHECK(placements[0] ==
        Placement{"MTG", 1, "C010", "314ccfda0351d42d15274a912d55614b1a52cdd5dd19c61e5bd911e0fc6abc0f", true});
  CHECK(placements[5].ticket == "73c5ec9162a78c2f7717fe6a65a852eb32167c055fb704c8291d0cac3231d3dc");
  CHECK(placements[11] ==
        Placement{"PIT", 2, "C012", "bf6b6986eb69266ada7f7cbadcde96fb51b678228eb8bfbf5dd3a9f91bbbbdcc", false});
}

TEST_CASE("another draw id gives an unrelated order with the same seed") {
  DrawTerms terms = of_twelve;
  terms.draw_id = "autonomie-2011";
  CHECK(ids(drawn(twelve(), terms)) == "C008 C009 C010 C007 C002 C001 C005 C004 C003 C006 C011 C012");
}

TEST_CASE("striking one applicant out moves nobody else") {
  auto applicants = twelve().applicants();
  std::erase_if(applicants, [](const Applicant& applicant) { return applicant.id == "C002"; });
  CHECK(ids(drawn(roster_of(applicants), of_twelve)) == "C010 C007 C008 C009 C001 C006 C003 C005 C004 C011 C012");
}

TEST_CASE("seven hundred applicants are drawn as by the independent program") {
  const auto roster = Roster::parse(fixture("roster700.tsv")).value();
  CHECK(roster.sha256() == "4cc49532958b15b59edbb30ae8bd44dc35280f39005950fedc99e5ee05bf09a0");
  const auto placements =
      drawn(roster, {"autonomie-loiret-2010", seed_of_rfc3797, {{"ORL", 160}, {"MTG", 90}, {"PIT", 50}}, Policy::skip});
  CHECK(result_bytes(placements) == fixture("result700.tsv"));
  CHECK(hex(sha256(without_header(result_bytes(placements)))) ==
        "2d4b0deb1bf0adc326b51919fcd87bc36560b3115b3e13ba648482231bf9bf32");
  CHECK(selected_sha256(placements) == "bc20caac13b059785a0f83ad6bd5340a254cb1a40b2f20466be3dd3a748fa2bc");
  const auto summaries = summarise(roster, {{"ORL", 160}, {"MTG", 90}, {"PIT", 50}}, placements);
  CHECK(summaries[1].stratum == "ORL");
  CHECK(summaries[1].applicants == 373);
  CHECK(summaries[1].selected == 160);
}

TEST_CASE("a trial of 981 gets the published arms") {
  std::vector<Applicant> applicants;
  for (int i = 1; i <= 981; ++i) applicants.push_back({fmt::format("P{:04}", i), "B", ""});
  const auto placements =
      drawn(roster_of(applicants), {"pass-accompagnement", seed_of_rfc3797, {{"B", 486}}, Policy::skip});
  CHECK(ids({placements.begin(), placements.begin() + 5}) == "P0380 P0238 P0721 P0959 P0633");
  CHECK(ids({placements.begin() + 486, placements.begin() + 489}) == "P0846 P0940 P0080");
  CHECK(selected_sha256(placements) == "b0f328d1b17277d9b3fa3ad535ccc588d9767dacf2afcda069be31cf3ec02485");
}

TEST_CASE("a household that does not fit is passed over, ends the stratum, or is the last one taken") {
  const auto roster = Roster::parse(fixture("households.tsv")).value();
  const auto selected = [&](Policy policy) { return ids(drawn(roster, {"couples", seed_of_rfc3797, {{"S", 5}}, policy}), true); };
  CHECK(ids(drawn(roster, {"couples", seed_of_rfc3797, {{"S", 5}}, Policy::skip})) ==
        "D1 D2 D3 G1 A1 A2 E1 B1 E2 B3 B2 F1 F2");
  CHECK(selected(Policy::skip) == "D1 D2 D3 G1 E1");
  CHECK(selected(Policy::stop) == "D1 D2 D3 G1");
  CHECK(selected(Policy::over) == "D1 D2 D3 G1 A1 A2");
}

TEST_CASE("the members of a household share rank and ticket, and who passed it over is told") {
  const auto roster = Roster::parse(fixture("households.tsv")).value();
  const auto placements = drawn(roster, {"couples", seed_of_rfc3797, {{"S", 5}}, Policy::skip});
  CHECK(placements[4].rank == 3);
  CHECK(placements[5].rank == 3);
  CHECK(placements[4].ticket == placements[5].ticket);
  CHECK(placements[6].rank == 4);
  CHECK(summarise(roster, {{"S", 5}}, placements)[0].passed_over == std::vector<std::string>{"+k1"});
  const auto stopped = drawn(roster, {"couples", seed_of_rfc3797, {{"S", 5}}, Policy::stop});
  CHECK(summarise(roster, {{"S", 5}}, stopped)[0].passed_over.empty());
  CHECK(summarise(roster, {{"S", 5}}, stopped)[0].unfilled() == 1);
}

TEST_CASE("a stratum with fewer applicants than places takes all and tells the shortfall") {
  const auto roster = roster_of({{"A", "x", ""}, {"B", "x", ""}, {"C", "y", ""}});
  const Quotas quotas{{"x", 5}, {"y", 1}, {"z", 2}};
  const auto placements = drawn(roster, {"short", seed_of_rfc3797, quotas, Policy::skip});
  CHECK(ids(placements, true).size() == 5);
  const auto summaries = summarise(roster, quotas, placements);
  CHECK(summaries[0].unfilled() == 3);
  CHECK(summaries[1].unfilled() == 0);
  CHECK(summaries[2].unfilled() == 2);
}

TEST_CASE("the AUTOnomie example is drawn as counted independently") {
  const auto roster = Roster::parse(fixture("autonomie.tsv")).value();
  CHECK(roster.sha256() == "d5d568c781332e8e0d6612cca4ddb013e67b83f0d34c151a52a21b845caee339");
  const Quotas quotas{{"orleans", 160}, {"montargis", 90}, {"pithiviers", 50}};
  const auto placements =
      drawn(roster, {"autonomie-2010", "3.12.23.31.44./9./3.18.24.36.47./2.7./", quotas, Policy::skip});
  CHECK(selected_sha256(placements) == "9e0a252c017415b2c6b2b7443d29d1a31f709de43f6737a05bd1fbcb3a54fd70");
  const auto first = [&](const std::string& stratum) {
    return std::ranges::find(placements, stratum, &Placement::stratum)->id;
  };
  CHECK(first("montargis") == "AU-2010-0123");
  CHECK(first("orleans") == "AU-2010-0085");
  CHECK(first("pithiviers") == "AU-2010-0373");
  const auto summaries = summarise(roster, quotas, placements);
  CHECK(summaries[0].passed_over == std::vector<std::string>{"+F025"});
  CHECK(summaries[1].passed_over.empty());
  CHECK(summaries[2].passed_over.empty());
  CHECK(summaries[0].selected == 90);
  CHECK(summaries[1].selected == 160);
  CHECK(summaries[2].selected == 50);
}

TEST_CASE("spellings that print alike have unrelated tickets, so such ids are refused") {
  const Digest key = draw_key("unicode", seed_of_rfc3797);
  const std::pair<std::string, std::string> spellings[] = {{"Zo\u00e9", "e24916f83a0903b2"},
                                                           {"Zoe\u0301", "939af1fa3f6b3930"},
                                                           {"Zo\u00e9 ", "25053dc7664766dc"},
                                                           {"Zo\xe9", "53edeaef5911ae60"}};
  for (const auto& [id, start] : spellings) {
    CHECK(hex(ticket(key, id)).substr(0, 16) == start);
    CHECK_FALSE(is_applicant_id(id));
    CHECK(codes(Roster::make({{id, "S", ""}})) == "W101");
    CHECK(codes(Roster::make({{"A", "S", id}})) == "W101");
  }
}

TEST_CASE("the ten lines of Python agree with the draw") {
  const auto agrees = [](const std::string& name, const DrawTerms& terms) {
    const auto roster = Roster::parse(fixture(name)).value();
    std::string arguments = terms.draw_id + " " + terms.seed;
    for (const auto& [stratum, quota] : terms.quotas) arguments += " " + stratum + "=" + std::to_string(quota);
    const std::string printed = by_python(name, arguments);
    CHECK(printed.size() > 100);
    CHECK(printed == without_header(result_bytes(drawn(roster, terms))));
  };
  agrees("roster12.tsv", of_twelve);
  agrees("roster700.tsv",
         {"autonomie-loiret-2010", seed_of_rfc3797, {{"ORL", 160}, {"MTG", 90}, {"PIT", 50}}, Policy::skip});
  for (const std::uint32_t quota : {0u, 1u, 2u, 5u, 7u, 13u, 20u})
    agrees("households.tsv", {"couples", std::string(rehearsal_seed), {{"S", quota}}, Policy::skip});
}

TEST_CASE("twenty thousand applicants are drawn without a quadratic step") {
  std::vector<Applicant> applicants;
  for (int i = 0; i < 20000; ++i)
    applicants.push_back({fmt::format("A{:05}", i), i % 3 ? "x" : "y", i % 10 == 1 ? fmt::format("H{}", i / 50 * 3) : ""});
  std::erase_if(applicants, [](const Applicant& a) { return !a.cluster.empty() && a.stratum == "y"; });
  const std::clock_t start = std::clock();
  const auto roster = roster_of(applicants);
  const auto placements = drawn(roster, {"large", seed_of_rfc3797, {{"x", 5000}, {"y", 2000}}, Policy::skip});
  const auto again = Roster::parse(roster.bytes()).value();
  CHECK(again.applicants() == roster.applicants());
  CHECK(parse_result(result_bytes(placements)).value() == placements);
  // An eighth of a second when optimised; unoptimised and with sanitizers some seconds.
  CHECK(std::clock() - start < 10 * CLOCKS_PER_SEC);
}
