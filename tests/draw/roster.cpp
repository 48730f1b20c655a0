#include "catch.hpp"
#include "draw_fixtures.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {
const std::string head = "id\tstratum\tcluster\n";
std::string parsed(const std::string& lines) { return codes(Roster::parse(head + lines)); }
const std::string row_head = "stratum\trank\tid\tticket\tstatus\n";
const std::string some_ticket(64, 'a');
std::string parsed_result(const std::string& lines) { return codes(parse_result(row_head + lines)); }
}  // namespace

TEST_CASE("ids, strata and draw ids are of plain letters, digits and few marks") {
  for (const auto* good : {"A", "9", "AU-2010-0001", "a.b_c-d"}) CHECK(is_applicant_id(good));
  for (const auto* bad : {"", "-", ".a", "_a", "a b", "a\t", "+a", "a/b", "\xc3\xa9"}) CHECK_FALSE(is_applicant_id(bad));
  CHECK(is_applicant_id(std::string(64, 'x')));
  CHECK_FALSE(is_applicant_id(std::string(65, 'x')));
  CHECK_FALSE(is_applicant_id(std::string("a\0b", 3)));
  CHECK(is_stratum("ORL-1"));
  CHECK_FALSE(is_stratum("a.b"));
  CHECK_FALSE(is_stratum(""));
  CHECK_FALSE(is_stratum(std::string(33, 'x')));
  CHECK(is_draw_id("abc"));
  CHECK_FALSE(is_draw_id("ab"));
  CHECK_FALSE(is_draw_id("Abc"));
  CHECK_FALSE(is_draw_id(std::string(65, 'x')));
}

TEST_CASE("a roster is written sorted bytewise, whatever order it came in") {
  const auto roster = roster_of({{"b", "x", ""}, {"C", "x", "H1"}, {"a-1", "y", ""}, {"a", "y", ""}});
  CHECK(roster.bytes() == head + "C\tx\tH1\na\ty\t-\na-1\ty\t-\nb\tx\t-\n");
  CHECK(Roster::parse(roster.bytes()).value().applicants() == roster.applicants());
}

TEST_CASE("who cannot be told apart or breaks a household is refused") {
  CHECK(codes(Roster::make({{"A1", "x", ""}, {"a1", "x", ""}})) == "W103");
  CHECK(codes(Roster::make({{"A1", "x", ""}, {"A1", "x", ""}})) == "W103");
  CHECK(codes(Roster::make({{"A", "x", "H"}, {"B", "x", "h"}})) == "W103");
  CHECK(codes(Roster::make({{"A", "x", "H"}, {"B", "y", "H"}})) == "W104");
  CHECK(codes(Roster::make({{"A", "x", "H"}, {"B", "x", "H"}, {"H", "y", ""}})).empty());
  CHECK(codes(Roster::make({{"A", "x.y", ""}, {"B B", "x", ""}})) == "W102 W101");
}

TEST_CASE("a roster that is not canonical is refused at its line") {
  CHECK(parsed("A\tx\t-\nB\tx\tH\n").empty());
  CHECK(parsed("").empty());
  CHECK(codes(Roster::parse("")) == "W105:1");
  CHECK(codes(Roster::parse("\xef\xbb\xbf" + head)) == "W105:1");
  CHECK(codes(Roster::parse("id\tstratum\tcluster\r\nA\tx\t-\r\n")) == "W105:1");
  CHECK(parsed("A\tx\t-\r\n") == "W101:2");
  CHECK(parsed("A\tx\t-\nB\tx\t-") == "W106:3");
  CHECK(parsed("A\tx\n") == "W107:2");
  CHECK(parsed("A\tx\t\n") == "W107:2");
  CHECK(parsed("A\tx\t-\t\n") == "W107:2");
  CHECK(parsed("A\tx\t-\n\n") == "W107:3");
  CHECK(parsed("B\tx\t-\nA\tx\t-\n") == "W108:3");
  CHECK(parsed("A\tx\t-\nA\tx\t-\n") == "W103:3");
  CHECK(parsed("A\tx\tH\nB\ty\tH\nC C\tx\t-\n") == "W104:3 W101:4");
}

TEST_CASE("no change of one byte in a roster leaves it canonical and alike") {
  const std::string bytes = fixture("roster12.tsv");
  const std::string digest = Roster::parse(bytes).value().sha256();
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const char c : {'\n', '\t', '-', 'Z', '\0'}) {
      std::string changed = bytes;
      if (changed[i] == c) continue;
      changed[i] = c;
      const auto roster = Roster::parse(changed);
      CHECK((!roster || (roster->sha256() != digest && roster->bytes() == changed)));
    }
}

TEST_CASE("a result is read strictly") {
  const std::string good = "x\t1\tA\t" + some_ticket + "\tselected\n";
  CHECK(parsed_result(good).empty());
  CHECK(parsed_result("").empty());
  CHECK(codes(parse_result(good)) == "W105:1");
  CHECK(parsed_result(good + "x\t0\tB\t" + some_ticket + "\twaiting\n") == "W109:3");
  CHECK(parsed_result("x\t01\tB\t" + some_ticket + "\twaiting\n") == "W109:2");
  CHECK(parsed_result("x\t\tB\t" + some_ticket + "\twaiting\n") == "W109:2");
  CHECK(parsed_result("x\t1\tB\t" + some_ticket + "a\twaiting\n") == "W109:2");
  CHECK(parsed_result("x\t1\tB\t" + std::string(64, 'A') + "\twaiting\n") == "W109:2");
  CHECK(parsed_result("x\t1\tB\t" + some_ticket + "\tretenu\n") == "W109:2");
  CHECK(parsed_result("x\t1\tB\t" + some_ticket + "\twaiting\r\n") == "W109:2");
  CHECK(parsed_result(good + "x") == "W106:3");
}

TEST_CASE("a draw needs an id of its shape, a seed and a quota for everybody") {
  const auto roster = roster_of({{"A", "x", ""}, {"B", "y", ""}});
  CHECK(codes(run_draw(roster, {"Draw", "1./", {{"x", 1}, {"y", 1}}, Policy::skip})) == "W110");
  CHECK(codes(run_draw(roster, {"draw", "", {{"x", 1}, {"y", 1}}, Policy::skip})) == "W111");
  CHECK(codes(run_draw(roster, {"draw", "1./", {{"x", 1}}, Policy::skip})) == "W112");
  CHECK(codes(run_draw(roster, {"draw", "1./", {{"x", 1}, {"y", 0}}, Policy::skip})).empty());
}

TEST_CASE("a policy is one of three words") {
  CHECK(parse_policy("skip") == Policy::skip);
  CHECK(parse_policy("stop") == Policy::stop);
  CHECK(parse_policy("over") == Policy::over);
  CHECK_FALSE(parse_policy("one"));
}
