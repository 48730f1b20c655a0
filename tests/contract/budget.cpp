#include "catch.hpp"
#include "contract/rules/budget.hpp"

using namespace mloc;

using namespace mloc::contract;

namespace {

Money money(std::string_view text) { return *Money::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

/// Two funders: the first pays for housing and, of all the rest, to the end; the second for mobility in 2010 only.
Programme programme() {
  Programme made{1, "pass", "Pass", {day("2010-01-01"), day("2011-12-31")}, std::nullopt, {}, {}, std::nullopt, std::nullopt, {}, {}, Policy::skip, {}, std::nullopt, {}, {}, std::nullopt, std::nullopt, {}, std::nullopt, {}};
  made.funders = {{"cg", "Conseil", "", std::nullopt, made.runs, {{"logement", "", money("1000.00"), {"logement"}}, {"reste", "", money("500.00"), {}}}},
                  {"fej", "Fonds", "", 40, {day("2010-01-01"), day("2010-12-31")}, {{"mobilite", "", money("300.00"), {"permis"}}}}};
  return made;
}

Entry committed(std::string id, std::string_view on, std::string_view amount, std::string nature, std::string line = {}) {
  return {std::move(id), EntryKind::aid_committed, day(on), money(amount), {}, {}, {}, {}, {}, std::move(nature), std::move(line)};
}

}  // namespace

TEST_CASE("aid falls on the line that takes its nature, else on one that takes any") {
  const Programme given = programme();
  CHECK(line_of(given, {}, committed("a", "2010-05-01", "10.00", "logement")) == "cg/logement");
  CHECK(line_of(given, {}, committed("a", "2010-05-01", "10.00", "permis")) == "fej/mobilite");
  CHECK(line_of(given, {}, committed("a", "2010-05-01", "10.00", "vetement")) == "cg/reste");
  CHECK(line_of(given, {}, committed("a", "2010-05-01", "10.00", "")) == "cg/reste");
  CHECK(line_of(given, {}, committed("a", "2010-05-01", "10.00", "permis", "cg/reste")) == "cg/reste");
}

TEST_CASE("a funder pays within its own dates") {
  const Programme given = programme();
  CHECK(line_of(given, {}, committed("a", "2010-12-31", "10.00", "permis")) == "fej/mobilite");
  CHECK(line_of(given, {}, committed("a", "2011-01-01", "10.00", "permis")) == "cg/reste");
  CHECK(line_of(given, {}, committed("a", "2012-01-01", "10.00", "permis")).empty());
}

TEST_CASE("payments and reversals follow what they name, whatever their own day") {
  const Programme given = programme();
  Entry paid{"p", EntryKind::aid_paid, day("2011-02-01"), money("40.00"), {}, "c", {}, {}};
  Entry back{"r", EntryKind::aid_paid, day("2011-03-01"), money("10.00"), "p", {}, {}, {}};
  const std::vector<Entry> ledger = {committed("c", "2010-11-01", "100.00", "permis"), paid, back};
  for (const Entry& entry : ledger) CHECK(line_of(given, ledger, entry) == "fej/mobilite");
  Budget budget(given);
  budget.add(ledger);
  const auto sums = budget.sums();
  REQUIRE(sums.size() == 3);
  CHECK(sums[2].line == "fej/mobilite");
  CHECK(sums[2].committed == 7000);
  CHECK(sums[2].paid == 3000);
  CHECK(sums[2].left() == 20000);
}

TEST_CASE("aid on no line is shown, so that nothing is lost") {
  Programme given = programme();
  given.funders.erase(given.funders.begin());
  Budget budget(given);
  budget.add(std::vector<Entry>{committed("a", "2010-05-01", "12.34", "logement"), committed("b", "2010-05-01", "1.00", "permis", "cg/gone")});
  const auto sums = budget.sums();
  REQUIRE(sums.size() == 2);
  CHECK(sums[1].line.empty());
  CHECK(sums[1].committed == 1334);
}
