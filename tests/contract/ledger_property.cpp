#include <numeric>

#include <rapidcheck.h>

#include "catch.hpp"
#include "contract/rules/budget.hpp"
#include "mloc/contract/rules/ledger.hpp"

using namespace mloc;

using namespace mloc::contract;

namespace {

const LedgerRules rules{Money::parse("1000.00"), Money::parse("250.00")};

/// Anything that somebody could try to enter next: often refused, sometimes a reversal or a payment of what is there.
Entry any_entry(const std::vector<Entry>& ledger) {
  const auto kind = static_cast<EntryKind>(*rc::gen::inRange(0, 4));
  const Date day = Date::parse("2010-03-01")->plus_days(*rc::gen::inRange(0, 12));
  Entry entry{std::to_string(ledger.size()), kind, day, *Money::of_cents(*rc::gen::element(1, 8333, 25000, 30000, 50000, 99999, 100000)), {}, {}, {}, {}};
  if (ledger.empty()) return entry;
  const Entry& other = ledger[*rc::gen::inRange<std::size_t>(0, ledger.size())];
  const int how = *rc::gen::inRange(0, 3);
  if (how == 0) {
    entry.kind = other.kind;
    entry.reverses = other.id;
    if (*rc::gen::inRange(0, 2)) entry.amount = other.amount;
  } else if (how == 1 && kind == EntryKind::aid_paid) {
    entry.commitment = other.id;
  }
  return entry;
}

std::vector<Entry> any_ledger() {
  std::vector<Entry> ledger;
  for (int tries = *rc::gen::inRange(0, 40); tries > 0; --tries) {
    const Entry next = any_entry(ledger);
    if (admit(ledger, next, rules)) ledger.push_back(next);
  }
  return ledger;
}

/// The sums of a day by another way: entry by entry, each commitment with its own payments.
struct Sums {
  std::int64_t received = 0, paid = 0, open = 0;
};
Sums sums_on(const std::vector<Entry>& ledger, Date day) {
  std::map<std::string, std::int64_t> worth, open;
  std::map<std::string, Entry> by_id;
  Sums sums;
  for (const Entry& entry : ledger) by_id.emplace(entry.id, entry);
  for (const Entry& entry : ledger) {
    if (day < entry.day) continue;
    const Entry& first = entry.reverses.empty() ? entry : by_id.at(entry.reverses);
    const std::int64_t cents = entry.reverses.empty() ? entry.amount.cents() : -entry.amount.cents();
    if (entry.kind == EntryKind::contribution_received) sums.received += cents;
    if (entry.kind == EntryKind::aid_committed) open[first.id] += cents;
    if (entry.kind == EntryKind::aid_paid) {
      sums.paid += cents;
      if (!first.commitment.empty()) open[first.commitment] -= cents;
    }
  }
  for (const auto& [id, cents] : open) {
    RC_ASSERT(cents >= 0);
    sums.open += cents;
  }
  return sums;
}

}  // namespace

TEST_CASE("instalments add up to the total and differ by a cent at most") {
  CHECK(rc::check([] {
    const auto total = *Money::of_cents(*rc::gen::inRange<std::int64_t>(0, 99'999'999'999));
    const int number = *rc::gen::inRange(1, 37);
    const std::vector<Money> parts = instalments(total, number);
    RC_ASSERT(parts.size() == static_cast<std::size_t>(number));
    std::int64_t sum = 0;
    for (const Money part : parts) sum += part.cents();
    RC_ASSERT(sum == total.cents());
    RC_ASSERT(parts.front().cents() - parts.back().cents() <= 1);
    RC_ASSERT(std::is_sorted(parts.rbegin(), parts.rend()));
  }));
}

TEST_CASE("whatever is tried, on no date is a limit passed and no commitment is overpaid") {
  CHECK(rc::check([] {
    const std::vector<Entry> ledger = any_ledger();
    for (int day = -1; day < 14; ++day) {
      const Date date = Date::parse("2010-03-01")->plus_days(day);
      const Sums sums = sums_on(ledger, date);
      RC_ASSERT(sums.paid + sums.open <= 100000);
      RC_ASSERT(sums.received <= 25000);
      RC_ASSERT(sums.received >= 0);
      RC_ASSERT(sums.paid >= 0);
      const Balance balance = balance_on(ledger, rules, date);
      RC_ASSERT(balance.paid == sums.paid);
      RC_ASSERT(balance.committed == sums.open);
      RC_ASSERT(balance.received == sums.received);
    }
  }));
}

TEST_CASE("the aid left is what may still be entered, to the cent") {
  CHECK(rc::check([] {
    const std::vector<Entry> ledger = any_ledger();
    const Date day = Date::parse("2010-03-01")->plus_days(*rc::gen::inRange(0, 12));
    const std::int64_t left = aid_left(ledger, rules, day);
    const auto kind = *rc::gen::element(EntryKind::aid_committed, EntryKind::aid_paid);
    const auto next = [&](std::int64_t cents) { return Entry{"next", kind, day, *Money::of_cents(cents), {}, {}, {}, {}}; };
    if (left > 0) RC_ASSERT(admit(ledger, next(left), rules).has_value());
    RC_ASSERT(!admit(ledger, next(left + 1), rules).has_value());
  }));
}

TEST_CASE("what was admitted entry by entry passes the audit in any order") {
  CHECK(rc::check([] {
    std::vector<Entry> ledger = any_ledger();
    const auto order = *rc::gen::container<std::vector<int>>(ledger.size(), rc::gen::arbitrary<int>());
    std::vector<std::size_t> places(ledger.size());
    std::iota(places.begin(), places.end(), 0u);
    std::ranges::stable_sort(places, {}, [&](std::size_t place) { return order[place]; });
    std::vector<Entry> shuffled;
    for (const std::size_t place : places) shuffled.push_back(ledger[place]);
    RC_ASSERT(audit(shuffled, rules).empty());
  }));
}

TEST_CASE("reversing what is left of an entry brings the sums back to where it was not") {
  CHECK(rc::check([] {
    std::vector<Entry> ledger = any_ledger();
    const Date last = *Date::parse("2010-04-01");
    const Sums before = sums_on(ledger, last);
    Entry direct{"new", EntryKind::aid_paid, last, *Money::of_cents(1), {}, {}, {}, {}};
    RC_PRE(admit(ledger, direct, rules).has_value());
    ledger.push_back(direct);
    Entry reversal = direct;
    reversal.id = "back";
    reversal.reverses = "new";
    RC_ASSERT(admit(ledger, reversal, rules).has_value());
    ledger.push_back(reversal);
    const Sums after = sums_on(ledger, last);
    RC_ASSERT(after.paid == before.paid);
    RC_ASSERT(after.open == before.open);
    RC_ASSERT(standing(ledger, "new") == 0);
  }));
}

TEST_CASE("what is planned and settled comes to what is due, received, committed and paid") {
  CHECK(rc::check([] {
    const std::vector<Entry> ledger = any_ledger();
    const Date last = *Date::parse("2010-04-01");
    std::int64_t due = 0, received = 0, committed = 0, paid = 0;
    Date before = *Date::of(1, 1, 1);
    bool is_open = false;
    for (const Planned& one : schedule_on(ledger, last)) {
      RC_ASSERT(before <= one.day);
      before = one.day;
      RC_ASSERT(one.settled >= 0);
      RC_ASSERT(one.settled <= one.amount);
      if (one.kind == EntryKind::contribution_due) {
        // Nothing is settled behind an instalment that is still open.
        RC_ASSERT(!is_open || one.settled == 0);
        is_open = is_open || one.open() > 0;
        due += one.amount;
        received += one.settled;
      } else {
        committed += one.open();
        paid += one.settled;
      }
    }
    const Balance balance = balance_on(ledger, rules, last);
    const bool is_planned = std::ranges::any_of(ledger, [](const Entry& one) { return one.kind == EntryKind::contribution_due; });
    if (is_planned) RC_ASSERT(due == balance.due);
    RC_ASSERT(received == std::min(due, balance.received));
    RC_ASSERT(committed == balance.committed);
    std::int64_t direct = 0;
    for (const Entry& one : ledger)
      if (one.kind == EntryKind::aid_paid && one.reverses.empty() && one.commitment.empty()) direct += standing(ledger, one.id);
    RC_ASSERT(paid + direct == balance.paid);
  }));
}

TEST_CASE("the lines of a budget come to the ledger, to the cent") {
  CHECK(rc::check([] {
    std::vector<Entry> ledger = any_ledger();
    for (Entry& entry : ledger) entry.nature = *rc::gen::element<std::string>("", "logement", "permis", "autre");
    Programme programme{1, "p", "p", {*Date::parse("2010-03-01"), *Date::parse("2010-03-08")},
                        std::nullopt, {}, {}, std::nullopt, std::nullopt, {}, {}, Policy::skip, {}, std::nullopt, {}, {}, std::nullopt, std::nullopt, {}, std::nullopt, {}};
    const auto amount = *Money::parse("1000.00");
    programme.funders = {{"a", "a", "", std::nullopt, {*Date::parse("2010-03-01"), *Date::parse("2010-03-05")}, {{"x", "", amount, {"logement"}}, {"y", "", amount, {"permis"}}}},
                         {"b", "b", "", std::nullopt, programme.runs, {{"z", "", amount, {}}}}};
    Budget budget(programme);
    budget.add(ledger);
    std::int64_t committed = 0, paid = 0;
    for (const LineSums& one : budget.sums()) {
      RC_ASSERT(one.committed >= 0);
      RC_ASSERT(one.paid >= 0);
      committed += one.committed;
      paid += one.paid;
    }
    const Balance balance = balance_on(ledger, rules, std::nullopt);
    RC_ASSERT(committed == balance.committed);
    RC_ASSERT(paid == balance.paid);
  }));
}

TEST_CASE("monthly aid fills the ceiling to the cent, on the month's end too, and not a cent more") {
  CHECK(rc::check([] {
    const int months = *rc::gen::inRange(1, 25);
    const Date first = Date::parse("2010-01-28")->plus_days(*rc::gen::inRange(0, 4));
    std::vector<Entry> ledger;
    for (const Money part : instalments(*rules.ceiling, months)) {
      const Entry next{std::to_string(ledger.size()), EntryKind::aid_committed, first.plus_months(static_cast<int>(ledger.size())), part, {}, {}, "r", {}};
      RC_ASSERT(admit(ledger, next, rules).has_value());
      ledger.push_back(next);
    }
    // Whenever it is dated, one more cent passes the ceiling in the end: the months to come are committed.
    const Date any = first.plus_days(*rc::gen::inRange(-40, 900));
    RC_ASSERT(!admit(ledger, Entry{"more", EntryKind::aid_committed, any, *Money::of_cents(1), {}, {}, {}, {}}, rules).has_value());
    RC_ASSERT(audit(ledger, rules).empty());
    for (std::size_t i = 0; i < ledger.size(); ++i) RC_ASSERT(schedule_on(ledger, first)[i].entry == ledger[i].id);
  }));
}
