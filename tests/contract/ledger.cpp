#include "catch.hpp"
#include "contract/rules/statement.hpp"
#include "mloc/contract/rules/ledger.hpp"
#include "mloc/partner/rules/agreement.hpp"

using namespace mloc;

using namespace mloc::contract;

using namespace mloc::partner;

namespace {

const LedgerRules autonomie{Money::parse("1000.00"), Money::parse("250.00")};

Entry entry(std::string id, EntryKind kind, const char* day, const char* amount) {
  return {std::move(id), kind, *Date::parse(day), *Money::parse(amount), {}, {}, {}, {}};
}
Entry reversal(std::string id, EntryKind kind, const char* day, const char* amount, std::string reverses) {
  Entry made = entry(std::move(id), kind, day, amount);
  made.reverses = std::move(reverses);
  return made;
}
Entry payment(std::string id, const char* day, const char* amount, std::string commitment) {
  Entry made = entry(std::move(id), EntryKind::aid_paid, day, amount);
  made.commitment = std::move(commitment);
  return made;
}
std::string refusal(const std::vector<Entry>& ledger, const Entry& next) {
  const auto admitted = admit(ledger, next, autonomie);
  if (admitted) return "";
  CHECK(admitted.error().exit == Exit::rule);
  return std::string(code_of(admitted.error().problems.front().code));
}
std::vector<std::string> texts(const std::vector<Money>& parts) {
  std::vector<std::string> all;
  for (const Money part : parts) all.push_back(part.text());
  return all;
}
constexpr auto committed = EntryKind::aid_committed;
constexpr auto paid = EntryKind::aid_paid;
constexpr auto received = EntryKind::contribution_received;

}  // namespace

TEST_CASE("250.00 in three instalments is 83.34, 83.33 and 83.33") {
  CHECK(texts(instalments(*Money::parse("250.00"), 3)) == std::vector<std::string>{"83.34", "83.33", "83.33"});
  CHECK(texts(instalments(*Money::parse("250.00"), 1)) == std::vector<std::string>{"250.00"});
  CHECK(texts(instalments(*Money::parse("0.02"), 3)) == std::vector<std::string>{"0.01", "0.01", "0.00"});
}

TEST_CASE("aid of 1000.00 is accepted and 1000.01 is refused") {
  CHECK(refusal({}, entry("a", paid, "2010-03-05", "1000.00")) == "");
  CHECK(refusal({}, entry("a", paid, "2010-03-05", "1000.01")) == "L110");
  CHECK(refusal({}, entry("a", committed, "2010-03-05", "1000.01")) == "L110");
  const std::vector<Entry> ledger{entry("a", committed, "2010-03-05", "600.00")};
  CHECK(refusal(ledger, entry("b", paid, "2010-03-06", "400.00")) == "");
  CHECK(refusal(ledger, entry("b", paid, "2010-03-06", "400.01")) == "L110");
}

TEST_CASE("the ceiling holds on every date, not only at the end") {
  // Reversed later: on 5 March 700.00 were in use.
  const std::vector<Entry> ledger{entry("a", paid, "2010-03-05", "700.00"), reversal("b", paid, "2010-06-01", "700.00", "a")};
  CHECK(refusal(ledger, entry("c", paid, "2010-06-01", "1000.00")) == "");
  CHECK(refusal(ledger, entry("c", paid, "2010-05-31", "1000.00")) == "L110");
  CHECK(aid_left(ledger, autonomie, *Date::parse("2010-05-31")) == 30000);
  CHECK(aid_left(ledger, autonomie, *Date::parse("2010-06-01")) == 100000);
  // Entered for an earlier day: it counts on the later ones, too.
  const std::vector<Entry> later{entry("a", paid, "2010-06-01", "1000.00")};
  CHECK(refusal(later, entry("b", paid, "2010-03-01", "0.01")) == "L110");
}

TEST_CASE("a payment uses up its commitment and no more") {
  std::vector<Entry> ledger{entry("c", committed, "2010-03-05", "1000.00")};
  CHECK(refusal(ledger, payment("p", "2010-04-01", "400.00", "c")) == "");
  CHECK(refusal(ledger, payment("p", "2010-04-01", "1000.01", "c")) == "L114");
  CHECK(refusal(ledger, payment("p", "2010-03-04", "400.00", "c")) == "L113");
  CHECK(refusal(ledger, payment("p", "2010-04-01", "400.00", "x")) == "L111");
  ledger.push_back(payment("p", "2010-04-01", "400.00", "c"));
  const Balance balance = balance_on(ledger, autonomie, std::nullopt);
  CHECK(balance.committed == 60000);
  CHECK(balance.paid == 40000);
  CHECK(balance.aid() == 100000);
  CHECK(refusal(ledger, entry("d", paid, "2010-04-02", "0.01")) == "L110");
  CHECK(balance_on(ledger, autonomie, Date::parse("2010-03-31")).paid == 0);
}

TEST_CASE("a reversal names what it takes away, and takes no more") {
  std::vector<Entry> ledger{entry("c", committed, "2010-03-05", "500.00"), payment("p", "2010-04-01", "300.00", "c")};
  CHECK(refusal(ledger, reversal("r", committed, "2010-05-01", "200.00", "c")) == "");
  CHECK(refusal(ledger, reversal("r", committed, "2010-05-01", "200.01", "c")) == "L114");
  CHECK(refusal(ledger, reversal("r", paid, "2010-05-01", "300.00", "c")) == "L111");
  CHECK(refusal(ledger, reversal("r", paid, "2010-05-01", "300.00", "x")) == "L111");
  CHECK(refusal(ledger, reversal("r", paid, "2010-03-31", "300.00", "p")) == "L113");
  ledger.push_back(reversal("r", paid, "2010-05-01", "300.00", "p"));
  CHECK(refusal(ledger, reversal("s", paid, "2010-05-02", "300.00", "r")) == "L112");
  CHECK(refusal(ledger, reversal("s", paid, "2010-05-02", "0.01", "p")) == "L114");
  // What was paid is committed again.
  CHECK(balance_on(ledger, autonomie, std::nullopt).committed == 50000);
  CHECK(balance_on(ledger, autonomie, std::nullopt).paid == 0);
  // Before the payment was taken away the commitment was used up to 300.00.
  CHECK(refusal(ledger, reversal("t", committed, "2010-04-15", "500.00", "c")) == "L114");
  CHECK(refusal(ledger, reversal("t", committed, "2010-05-01", "500.00", "c")) == "");
}

TEST_CASE("what is paid of the contribution is shown as owing, and nobody pays more") {
  std::vector<Entry> ledger{entry("a", received, "2010-03-05", "83.34")};
  CHECK(balance_on(ledger, autonomie, std::nullopt).owing() == 16666);
  CHECK(refusal(ledger, entry("b", received, "2010-04-05", "166.66")) == "");
  CHECK(refusal(ledger, entry("b", received, "2010-04-05", "166.67")) == "L115");
  CHECK(refusal(ledger, entry("b", received, "2010-04-05", "0.00")) == "L117");
  CHECK(refusal(ledger, entry("b", received, "2010-04-05", "-1.00")) == "L117");
  ledger.push_back(entry("d1", EntryKind::contribution_due, "2010-03-05", "83.34"));
  ledger.push_back(entry("d2", EntryKind::contribution_due, "2010-04-05", "166.66"));
  CHECK(balance_on(ledger, autonomie, Date::parse("2010-03-31")).owing() == 0);
  CHECK(balance_on(ledger, autonomie, Date::parse("2010-04-05")).owing() == 16666);
}

TEST_CASE("a programme without aid or contribution has no ledger of it") {
  const LedgerRules none;
  CHECK_FALSE(admit({}, entry("a", paid, "2010-03-05", "1.00"), none));
  CHECK_FALSE(admit({}, entry("a", received, "2010-03-05", "1.00"), none));
  CHECK(balance_on({}, none, std::nullopt).due == 0);
}

TEST_CASE("an audit finds what was written past the rules, in any order of the file") {
  const std::vector<Entry> good{reversal("r", paid, "2010-03-05", "100.00", "p"), payment("p", "2010-03-05", "300.00", "c"),
                                entry("c", committed, "2010-03-05", "1000.00")};
  CHECK(audit(good, autonomie).empty());
  const auto codes = [](const std::vector<Entry>& ledger) {
    std::vector<std::string> all;
    for (const Refusal& one : audit(ledger, autonomie)) all.emplace_back(code_of(one.problem.code));
    return all;
  };
  CHECK(codes({entry("a", paid, "2010-03-05", "1000.01")}) == std::vector<std::string>{"L110"});
  CHECK(codes({entry("a", received, "2010-03-05", "250.01")}) == std::vector<std::string>{"L115"});
  CHECK(codes({entry("a", received, "2010-03-05", "0.00")}) == std::vector<std::string>{"L117"});
  CHECK(codes({payment("p", "2010-03-05", "300.00", "c")}) == std::vector<std::string>{"L111"});
  CHECK(codes({payment("p", "2010-03-05", "300.00", "c"), entry("c", committed, "2010-03-06", "300.00")}) == std::vector<std::string>{"L113"});
  CHECK(codes({payment("p", "2010-03-05", "300.00", "c"), entry("c", committed, "2010-03-05", "200.00")}) == std::vector<std::string>{"L114"});
}

TEST_CASE("a statement says each entry, what is owing and what is left") {
  const std::vector<Entry> ledger{entry("a", received, "2010-03-05", "83.34"), entry("p", paid, "2010-04-01", "400.00"),
                                  reversal("r", paid, "2010-04-01", "150.00", "p"), entry("q", paid, "2010-09-01", "9.00")};
  const std::string text = Statement::of({"Mission locale", "AUTOnomie", "Zoé Martin", "AU-2010-0001", *Date::parse("2010-05-11")}, ledger, autonomie).text();
  // 9.00 of a later day have no line, but are told as to come, and are not to be had either.
  for (const char* words : {"05/03/2010  Participation reçue", "Extourne : Aide payée", "-150,00\u00a0€", "166,66\u00a0€", "741,00\u00a0€", "Dossier AU-2010-0001, Zoé Martin"}) {
    INFO(words << " in\n" << text);
    CHECK(text.find(words) != std::string::npos);
  }
  CHECK(text.find("engagée pour les échéances à venir :           9,00\u00a0€") != std::string::npos);
  CHECK(text.find("01/09/2010") == std::string::npos);
}

TEST_CASE("the school of a day is the last that has started") {
  const std::vector<Assigned> both{{*Date::parse("2010-06-01"), "gatinais"}, {*Date::parse("2010-03-01"), "ecole-loire"}};
  CHECK(school_on(both, *Date::parse("2010-05-31")) == "ecole-loire");
  CHECK(school_on(both, *Date::parse("2010-06-01")) == "gatinais");
  CHECK(school_on(both, *Date::parse("2010-01-01")) == "ecole-loire");
  CHECK(school_on({}, *Date::parse("2010-01-01")) == "");
}

TEST_CASE("outside an agreement and without any are two things") {
  const std::vector<AgreementPeriod> one{{"autonomie", *Date::parse("2010-03-01"), *Date::parse("2011-06-30")}};
  CHECK(agreed_on(one, "autonomie", *Date::parse("2010-03-01")) == Agreed::yes);
  CHECK(agreed_on(one, "autonomie", *Date::parse("2011-06-30")) == Agreed::yes);
  CHECK(agreed_on(one, "autonomie", *Date::parse("2011-07-01")) == Agreed::outside);
  CHECK(agreed_on(one, "pass", *Date::parse("2010-03-01")) == Agreed::missing);
}
