#include "catch.hpp"
#include "mloc/contract/rules/contract.hpp"
#include "mloc/contract/rules/ledger.hpp"

using namespace mloc;

using namespace mloc::contract;

namespace {

Date day(const char* text) { return *Date::parse(text); }

const ContractTerms terms{24, 18, {"assiduite"}, {"referent_unique"}, {}};

ContractStep step(const char* on, const char* what, const char* party = "", const char* commitment = "") {
  return {std::string(on) + what, day(on), what, party, commitment, std::nullopt};
}
Contract contract(std::vector<ContractStep> steps = {}) {
  return {"c", "pass", "d", day("2010-03-01"), day("2010-03-15"), day("2011-03-14"), false, false, {"assiduite", "participation"}, std::move(steps)};
}
Contract signed_contract() {
  return contract({step("2010-03-01", "signature", "jeune"), step("2010-03-10", "signature", "institution")});
}
std::string refusal(const Contract& found, const ContractStep& next) {
  const auto admitted = admit_step(found, next, terms);
  return admitted ? "" : std::string(code_of(admitted.error().problems.front().code));
}

}  // namespace

TEST_CASE("a contract is in force when everybody has signed, from its first day to its last") {
  const Contract found = signed_contract();
  CHECK(state_on(found, day("2010-03-09")) == ContractState::waiting);
  CHECK(state_on(found, day("2010-03-10")) == ContractState::signed_only);
  CHECK(state_on(found, day("2010-03-15")) == ContractState::running);
  CHECK(state_on(found, day("2011-03-14")) == ContractState::running);
  CHECK(state_on(found, day("2011-03-15")) == ContractState::expired);
}

TEST_CASE("a couple and a legal representative sign, too") {
  Contract found = signed_contract();
  found.couple = true;
  CHECK(found.unsigned_parties(day("2010-03-10")) == std::vector<std::string>{"conjoint"});
  found.representative = true;
  CHECK(state_on(found, day("2010-03-15")) == ContractState::waiting);
  CHECK(refusal(found, step("2010-03-11", "signature", "representant_legal")) == "");
  CHECK(refusal(signed_contract(), step("2010-03-11", "signature", "representant_legal")) == "L141");
  CHECK(refusal(signed_contract(), step("2010-03-11", "signature", "jeune")) == "L142");
}

TEST_CASE("renewals end with the programme's longest contract") {
  ContractStep renewal = step("2010-06-01", "renouvellement");
  renewal.until = day("2012-03-14");
  CHECK(refusal(signed_contract(), renewal) == "");
  renewal.until = day("2012-03-15");
  CHECK(refusal(signed_contract(), renewal) == "L144");
  renewal.until = day("2011-03-14");
  CHECK(refusal(signed_contract(), renewal) == "L143");
  Contract longer = signed_contract();
  renewal.until = day("2011-09-14");
  longer.steps.push_back(renewal);
  CHECK(last_day(longer, day("2010-05-31")) == day("2011-03-14"));
  CHECK(state_on(longer, day("2011-09-14")) == ContractState::running);
  CHECK_FALSE(admit_contract({"c", "p", "d", day("2010-03-01"), day("2010-03-15"), day("2012-03-15"), false, false, {}, {}}, terms));
}

TEST_CASE("a breach comes after a warning and a hearing for the same commitment") {
  Contract found = signed_contract();
  const ContractStep breach = step("2010-06-01", "rupture", "", "assiduite");
  CHECK(refusal(found, breach) == "L146");
  found.steps.push_back(step("2010-05-01", "avertissement", "", "assiduite"));
  CHECK(refusal(found, breach) == "L146");
  CHECK(refusal(found, step("2010-04-30", "audition", "", "assiduite")) == "L146");
  CHECK(refusal(found, step("2010-05-02", "audition", "", "participation")) == "L146");
  found.steps.push_back(step("2010-05-10", "audition", "", "assiduite"));
  CHECK(refusal(found, step("2010-05-09", "rupture", "", "assiduite")) == "L146");
  CHECK(refusal(found, breach) == "");
  CHECK(refusal(found, step("2010-06-01", "rupture", "", "rencontres")) == "L145");
  found.steps.push_back(breach);
  CHECK(state_on(found, day("2010-06-01")) == ContractState::breached);
  CHECK(refusal(found, step("2010-06-02", "point")) == "L140");
}

TEST_CASE("a hearing before a second warning does not count for it") {
  Contract found = signed_contract();
  for (const auto& [on, what] : {std::pair("2010-04-01", "avertissement"), {"2010-04-05", "audition"}, {"2010-05-01", "avertissement"}})
    found.steps.push_back(step(on, what, "", "assiduite"));
  CHECK(refusal(found, step("2010-06-01", "rupture", "", "assiduite")) == "L146");
}

TEST_CASE("a suspension is followed by a resumption") {
  Contract found = signed_contract();
  CHECK(refusal(found, step("2010-04-01", "reprise")) == "L147");
  found.steps.push_back(step("2010-04-01", "suspension"));
  CHECK(state_on(found, day("2010-04-02")) == ContractState::suspended);
  CHECK(refusal(found, step("2010-04-02", "suspension")) == "L147");
  found.steps.push_back(step("2010-04-10", "reprise"));
  CHECK(state_on(found, day("2010-04-09")) == ContractState::suspended);
  CHECK(state_on(found, day("2010-04-10")) == ContractState::running);
}

TEST_CASE("a commitment is kept, at risk or broken by its thresholds") {
  const Threshold absences{"assiduite", Threshold::Measure::absences, 2, 4};
  CHECK(judge(absences, 1) == Kept::kept);
  CHECK(judge(absences, 2) == Kept::at_risk);
  CHECK(judge(absences, 3) == Kept::at_risk);
  CHECK(judge(absences, 4) == Kept::broken);
}

TEST_CASE("an instalment is overdue from its day until it is wholly received") {
  const LedgerRules rules{std::nullopt, Money::parse("250.00")};
  const auto entry = [](const char* id, EntryKind kind, const char* on, const char* amount) {
    return Entry{id, kind, *Date::parse(on), *Money::parse(amount), {}, {}, {}, {}};
  };
  std::vector<Entry> ledger{entry("a", EntryKind::contribution_due, "2010-03-05", "83.34"), entry("b", EntryKind::contribution_due, "2010-04-05", "83.33"),
                            entry("c", EntryKind::contribution_received, "2010-03-20", "83.33")};
  CHECK(days_overdue(ledger, rules, day("2010-03-01"), day("2010-03-04")) == 0);
  CHECK(days_overdue(ledger, rules, day("2010-03-01"), day("2010-03-15")) == 10);
  CHECK(days_overdue(ledger, rules, day("2010-03-01"), day("2010-04-05")) == 31);
  ledger.push_back(entry("d", EntryKind::contribution_received, "2010-04-06", "0.01"));
  CHECK(days_overdue(ledger, rules, day("2010-03-01"), day("2010-04-08")) == 3);
  CHECK(days_overdue({}, rules, day("2010-03-01"), day("2010-03-31")) == 30);
  CHECK(days_overdue({}, {}, day("2010-03-01"), day("2010-03-31")) == 0);
}

TEST_CASE("two charges that share a day are seen") {
  const std::vector<Charge> apart{{"a", "leroy", day("2010-03-01"), day("2010-04-30")}, {"b", "caron", day("2010-05-01"), std::nullopt}};
  CHECK_FALSE(overlapping(apart));
  CHECK(referent_on(apart, day("2010-04-30"))->staff == "leroy");
  CHECK(referent_on(apart, day("2010-05-01"))->staff == "caron");
  CHECK(referent_on(apart, day("2010-02-28")) == nullptr);
  const std::vector<Charge> both{{"a", "leroy", day("2010-03-01"), day("2010-05-01")}, {"b", "caron", day("2010-05-01"), std::nullopt}};
  CHECK(overlapping(both) == std::pair<std::string, std::string>("a", "b"));
}

TEST_CASE("the next review is so many months after the last one, as long as the contract runs") {
  ContractTerms reviewed = terms;
  reviewed.review_months = 6;
  Contract found = signed_contract();
  CHECK(next_review(found, terms, day("2010-04-01")) == std::nullopt);
  CHECK(next_review(found, reviewed, day("2010-03-09")) == std::nullopt);
  CHECK(next_review(found, reviewed, day("2010-04-01")) == day("2010-09-15"));
  found.steps.push_back(step("2010-08-31", "point"));
  CHECK(next_review(found, reviewed, day("2010-08-30")) == day("2010-09-15"));
  CHECK(next_review(found, reviewed, day("2010-09-01")) == day("2011-02-28"));
  found.steps.push_back(step("2011-01-15", "point"));
  CHECK(next_review(found, reviewed, day("2011-01-16")) == std::nullopt);
}
