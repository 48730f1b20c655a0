#include "mloc/draw/rules/state.hpp"

#include "catch.hpp"
#include "draw_fixtures.hpp"
#include "mloc/base/text.hpp"

using namespace mloc;

using namespace mloc::draw;

namespace {

// Tickets come in the order: household k2 (3), G1, household k1 (2), E1, B1, E2, B3, B2, household k3 (2).
DrawState households(std::uint32_t quota, Policy policy = Policy::skip) {
  const auto roster = Roster::parse(fixture("households.tsv")).value();
  return DrawState::after(roster, {"couples", seed_of_rfc3797, {{"S", quota}}, policy}).value();
}
std::string promoted(const Result<std::vector<std::string>>& ids) { return ids ? joined(*ids, " ") : codes(ids); }
std::string holders(const DrawState& state) {
  std::string text;
  for (const Position& position : state.positions())
    if (position.holds_place()) text += (text.empty() ? "" : " ") + position.applicant.id;
  return text;
}

}  // namespace

TEST_CASE("a freed place goes to the first waiting unit that fits") {
  auto state = households(5);
  CHECK(holders(state) == "D1 D2 D3 G1 E1");
  CHECK(promoted(state.withdraw("G1")) == "B1");
  CHECK(promoted(state.withdraw("D2")) == "E2");
  CHECK(holders(state) == "D1 D3 E1 B1 E2");
  CHECK(state.free_places("S") == 0);
}

TEST_CASE("a household is promoted only as a whole") {
  auto state = households(3);
  CHECK(holders(state) == "D1 D2 D3");
  CHECK(promoted(state.withdraw("D1")) == "G1");
  for (const auto* id : {"E1", "B1", "E2", "B3", "B2"}) CHECK(promoted(state.withdraw(id)).empty());
  CHECK(promoted(state.withdraw("D2")).empty());
  CHECK(state.free_places("S") == 1);
  CHECK(promoted(state.withdraw("D3")) == "A1 A2");
}

TEST_CASE("a household that shrinks may come to fit") {
  const auto roster = roster_of({{"A", "S", "h"}, {"B", "S", "h"}});
  auto state = DrawState::after(roster, {"small", "1./", {{"S", 1}}, Policy::skip}).value();
  CHECK(holders(state).empty());
  CHECK(promoted(state.withdraw("A")) == "B");
}

TEST_CASE("the draw's own outcome stays readable") {
  auto state = households(5);
  CHECK(promoted(state.withdraw("G1")) == "B1");
  const DrawState& after = state;
  CHECK(after.find("G1")->drawn);
  CHECK(after.find("G1")->standing == Standing::withdrawn);
  CHECK(after.find("G1")->rank == 2);
  CHECK_FALSE(after.find("B1")->drawn);
  CHECK(after.find("B1")->standing == Standing::promoted);
  CHECK(after.find("A1")->standing == Standing::waiting);
  CHECK(after.find("E1")->standing == Standing::selected);
}

TEST_CASE("places that the rule 'stop' left empty stay lost") {
  auto state = households(5, Policy::stop);
  CHECK(holders(state) == "D1 D2 D3 G1");
  CHECK(state.free_places("S") == 0);
  CHECK(promoted(state.withdraw("G1")) == "E1");
}

TEST_CASE("a stratum over its quota promotes nobody until it is under it") {
  auto state = households(5, Policy::over);
  CHECK(holders(state) == "D1 D2 D3 G1 A1 A2");
  CHECK(promoted(state.withdraw("A1")).empty());
  CHECK(promoted(state.withdraw("A2")) == "E1");
}

TEST_CASE("who is admitted late waits where the ticket falls") {
  const auto roster = roster_of({{"C001", "ORL", ""}, {"C003", "ORL", ""}, {"C004", "ORL", ""}, {"C005", "ORL", ""}});
  auto state = DrawState::after(roster, {"autonomie-2010", seed_of_rfc3797, {{"ORL", 2}}, Policy::skip}).value();
  CHECK(holders(state) == "C001 C003");
  // The tickets of C002 and C006 fall within the part that is selected: nobody loses a place, both wait before C005.
  CHECK(promoted(state.admit({"C006", "ORL", ""})).empty());
  CHECK(promoted(state.admit({"C002", "ORL", ""})).empty());
  const DrawState& after = state;
  CHECK(after.find("C002")->ticket == "73c5ec9162a78c2f7717fe6a65a852eb32167c055fb704c8291d0cac3231d3dc");
  CHECK(after.find("C002")->rank == 0);
  CHECK(promoted(state.withdraw("C003")) == "C002");
  CHECK(promoted(state.withdraw("C001")) == "C006");
  CHECK(promoted(state.withdraw("C006")) == "C005");
}

TEST_CASE("who is admitted late takes a place that is free") {
  auto state = DrawState::after(roster_of({{"A", "x", ""}}), {"short", "1./", {{"x", 2}}, Policy::skip}).value();
  CHECK(promoted(state.admit({"B", "x", ""})) == "B");
  CHECK(promoted(state.admit({"C", "x", ""})).empty());
  CHECK_FALSE(static_cast<const DrawState&>(state).find("B")->drawn);
}

TEST_CASE("who is admitted into a household shares its ticket and waits at its place") {
  auto state = households(5);
  CHECK(promoted(state.admit({"D4", "S", "k2"})).empty());
  const DrawState& after = state;
  CHECK(after.find("D4")->ticket == after.find("D1")->ticket);
  CHECK(promoted(state.withdraw("E1")) == "D4");
  CHECK(promoted(state.admit({"A3", "S", "k1"})).empty());
  CHECK(promoted(state.withdraw("A1")).empty());
  CHECK(promoted(state.withdraw("G1")) == "B1");
}

TEST_CASE("an event that makes no sense is refused and changes nothing") {
  auto state = households(5);
  CHECK(codes(state.withdraw("Z9")) == "W150");
  CHECK(state.withdraw("Z9").error().exit == Exit::unknown);
  CHECK(codes(state.withdraw("g1")) == "W150");
  CHECK(promoted(state.withdraw("G1")) == "B1");
  CHECK(codes(state.withdraw("G1")) == "W151");
  CHECK(codes(state.admit({"G1", "S", ""})) == "W103");
  CHECK(codes(state.admit({"g1", "S", ""})) == "W103");
  CHECK(codes(state.admit({"N1", "T", ""})) == "W112");
  CHECK(codes(state.admit({"N 1", "S", ""})) == "W101");
  auto two = DrawState::after(roster_of({{"A", "x", "h"}}), {"two", "1./", {{"x", 1}, {"y", 1}}, Policy::skip}).value();
  CHECK(codes(two.admit({"B", "y", "h"})) == "W104");
  CHECK(codes(two.admit({"B", "x", "H"})) == "W103");
  CHECK(holders(state) == "D1 D2 D3 E1 B1");
}
