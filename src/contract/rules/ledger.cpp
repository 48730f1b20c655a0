#include "mloc/base/phrases.hpp"
#include "mloc/contract/rules/ledger.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "refuse.hpp"

namespace mloc::contract {
namespace {

constexpr std::array<std::string_view, 4> codes = {"contribution_due", "contribution_recue", "aide_engagee", "aide_payee"};

std::int64_t signed_cents(const Entry& entry) { return entry.reverses.empty() ? entry.amount.cents() : -entry.amount.cents(); }

const Entry* find_entry(std::span<const Entry> ledger, std::string_view id) {
  const auto found = std::ranges::find(ledger, id, &Entry::id);
  return found == ledger.end() ? nullptr : &*found;
}

/// What the payments of a commitment come to on a day, less what was reversed of them.
std::int64_t paid_of(std::span<const Entry> ledger, std::string_view commitment, Date day) {
  std::int64_t cents = 0;
  for (const Entry& entry : ledger) {
    if (entry.kind != EntryKind::aid_paid || day < entry.day) continue;
    const Entry* paid = entry.reverses.empty() ? &entry : find_entry(ledger, entry.reverses);
    if (paid && paid->commitment == commitment) cents += signed_cents(entry);
  }
  return cents;
}

std::int64_t left_on(std::span<const Entry> ledger, const Entry& entry, Date day) {
  std::int64_t cents = entry.amount.cents();
  for (const Entry& other : ledger)
    if (other.reverses == entry.id && other.day <= day) cents -= other.amount.cents();
  return entry.kind == EntryKind::aid_committed ? cents - paid_of(ledger, entry.id, day) : cents;
}

/// Aid committed and not paid, plus aid paid, at the end of a day.
std::int64_t aid_on(std::span<const Entry> ledger, Date day) {
  std::int64_t cents = 0;
  for (const Entry& entry : ledger) {
    if (day < entry.day) continue;
    if (entry.kind == EntryKind::aid_paid) cents += signed_cents(entry);
    if (entry.kind == EntryKind::aid_committed && entry.reverses.empty())
      cents += std::max<std::int64_t>(0, left_on(ledger, entry, day));
  }
  return cents;
}

/// `day` and every later day on which something is entered: between them nothing changes.
std::set<Date> days_from(std::span<const Entry> ledger, Date day) {
  std::set<Date> days{day};
  for (const Entry& entry : ledger)
    if (day < entry.day) days.insert(entry.day);
  return days;
}

std::int64_t sum_of(std::span<const Entry> ledger, EntryKind kind, std::optional<Date> day) {
  std::int64_t cents = 0;
  for (const Entry& entry : ledger)
    if (entry.kind == kind && (!day || entry.day <= *day)) cents += signed_cents(entry);
  return cents;
}

Result<> admit_reversal(std::span<const Entry> ledger, const Entry& next) {
  const Entry* reversed = find_entry(ledger, next.reverses);
  if (!reversed || reversed->kind != next.kind) return refuse(problem("L111"_m, next.reverses));
  if (!reversed->reverses.empty()) return refuse(problem("L112"_m, reversed->id));
  if (next.day < reversed->day) return refuse(problem("L113"_m, next.day.text(), reversed->id, reversed->day.text()));
  const std::int64_t left = left_of(ledger, reversed->id, next.day);
  if (left < next.amount.cents()) return refuse(problem("L114"_m, cents_text(left), reversed->id, next.amount.text()));
  return {};
}

Result<> admit_payment(std::span<const Entry> ledger, const Entry& next) {
  if (next.commitment.empty()) return {};
  const Entry* commitment = find_entry(ledger, next.commitment);
  if (!commitment || commitment->kind != EntryKind::aid_committed || !commitment->reverses.empty())
    return refuse(problem("L111"_m, next.commitment));
  if (next.day < commitment->day) return refuse(problem("L113"_m, next.day.text(), commitment->id, commitment->day.text()));
  const std::int64_t left = left_of(ledger, commitment->id, next.day);
  if (left < next.amount.cents()) return refuse(problem("L114"_m, cents_text(left), commitment->id, next.amount.text()));
  return {};
}

Result<> admit_aid(std::span<const Entry> ledger, const Entry& next, const LedgerRules& rules) {
  if (!rules.ceiling) return refuse(problem("L116"_m, phrase("aid")));
  std::vector<Entry> after(ledger.begin(), ledger.end());
  after.push_back(next);
  std::int64_t most = 0;
  for (const Date day : days_from(after, next.day)) most = std::max(most, aid_on(after, day));
  if (most <= rules.ceiling->cents()) return {};
  return refuse(problem("L110"_m, cents_text(most), rules.ceiling->text(), cents_text(aid_left(ledger, rules, next.day))));
}

Result<> admit_contribution(std::span<const Entry> ledger, const Entry& next, const LedgerRules& rules) {
  if (!rules.due) return refuse(problem("L116"_m, phrase("contribution")));
  std::int64_t most = 0;
  for (const Date day : days_from(ledger, next.day)) most = std::max(most, sum_of(ledger, next.kind, day));
  if (most + next.amount.cents() <= rules.due->cents()) return {};
  return refuse(problem("L115"_m, cents_text(most + next.amount.cents()), rules.due->text(), cents_text(rules.due->cents() - most)));
}

/// What is wrong with an entry whatever else was entered on its day.
std::optional<Problem> fault_of(std::span<const Entry> ledger, const Entry& entry, const LedgerRules& rules) {
  if (entry.amount.cents() <= 0) return problem("L117"_m, entry.amount.text());
  const bool aid = entry.kind == EntryKind::aid_paid || entry.kind == EntryKind::aid_committed;
  if (aid ? !rules.ceiling : !rules.due) return problem("L116"_m, aid ? phrase("aid") : phrase("contribution"));
  const std::pair<const std::string&, EntryKind> names[] = {{entry.reverses, entry.kind}, {entry.commitment, EntryKind::aid_committed}};
  for (const auto& [named, wanted] : names) {
    if (named.empty()) continue;
    const Entry* other = find_entry(ledger, named);
    if (!other || other->kind != wanted) return problem("L111"_m, named);
    if (!other->reverses.empty()) return problem("L112"_m, named);
    if (entry.day < other->day) return problem("L113"_m, entry.day.text(), other->id, other->day.text());
  }
  for (const Date day : days_from(ledger, entry.day))
    if (entry.reverses.empty() && left_on(ledger, entry, day) < 0)
      return problem("L114"_m, cents_text(left_on(ledger, entry, day)), entry.id, "0.00");
  return std::nullopt;
}

/// The last entry of one of the kinds on a day.
std::size_t last_on(std::span<const Entry> ledger, Date day, EntryKind one, EntryKind other) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < ledger.size(); ++i)
    if (ledger[i].day == day && (ledger[i].kind == one || ledger[i].kind == other)) found = i;
  return found;
}

/// The first day on which a sum passes its limit.
void audit_limits(std::span<const Entry> ledger, const LedgerRules& rules, std::vector<Refusal>& refusals) {
  using K = EntryKind;
  const std::set<Date> days = days_from(ledger, *Date::of(1, 1, 1));
  for (const Date day : days) {
    const std::int64_t aid = aid_on(ledger, day);
    if (!rules.ceiling || aid <= rules.ceiling->cents()) continue;
    refusals.push_back({last_on(ledger, day, K::aid_paid, K::aid_committed), problem("L110"_m, cents_text(aid), rules.ceiling->text(), "0.00")});
    break;
  }
  for (const K kind : {K::contribution_due, K::contribution_received})
    for (const Date day : days) {
      const std::int64_t sum = sum_of(ledger, kind, day);
      if (!rules.due || sum <= rules.due->cents()) continue;
      refusals.push_back({last_on(ledger, day, kind, kind), problem("L115"_m, cents_text(sum), rules.due->text(), "0.00")});
      break;
    }
}

}  // namespace

std::string_view french_name(EntryKind kind) {
  constexpr std::array<std::string_view, 4> names = {"Participation due", "Participation reçue", "Aide engagée", "Aide payée"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view code_of(EntryKind kind) { return codes[static_cast<std::size_t>(kind)]; }

std::optional<EntryKind> entry_kind(std::string_view code) {
  const auto found = std::ranges::find(codes, code);
  if (found == codes.end()) return std::nullopt;
  return static_cast<EntryKind>(found - codes.begin());
}

Entry Entry::from(const Node& record) {
  const auto text = [&](std::string_view name) { return std::string(record.get(name)); };
  // An amount that the schema takes is at most 999,999,999.99, and the codes and days are its own.
  return {text("id"),       *entry_kind(record.get("kind")), *Date::parse(record.get("day")), *Money::parse(record.get("amount")),
          text("reverses"), text("commitment"),              text("request"),                 text("voucher"),
          text("payee"),    text("nature"),                  text("line"),                            text("service")};
}

bool is_for_the_same(const Entry& one, const Entry& other) {
  return !one.voucher.empty() && one.voucher == other.voucher && one.kind == other.kind && one.service == other.service &&
         one.nature == other.nature && one.line == other.line;
}

bool is_said_twice(const Entry& one, const Entry& other, bool in_one_case) {
  if (one.voucher.empty() || one.voucher != other.voucher || !one.reverses.empty() || !other.reverses.empty()) return false;
  if (!in_one_case) return one.kind == EntryKind::contribution_received || other.kind == EntryKind::contribution_received;
  return is_for_the_same(one, other) && one.day == other.day && one.amount.cents() == other.amount.cents();
}

Balance balance_on(std::span<const Entry> ledger, const LedgerRules& rules, std::optional<Date> day) {
  Balance balance;
  const bool planned = std::ranges::any_of(ledger, [](const Entry& entry) { return entry.kind == EntryKind::contribution_due; });
  balance.due = !planned && rules.due ? rules.due->cents() : sum_of(ledger, EntryKind::contribution_due, day);
  balance.received = sum_of(ledger, EntryKind::contribution_received, day);
  balance.paid = sum_of(ledger, EntryKind::aid_paid, day);
  balance.committed = aid_on(ledger, day.value_or(*Date::of(9999, 12, 31))) - balance.paid;
  return balance;
}

std::int64_t left_of(std::span<const Entry> ledger, std::string_view id, Date day) {
  const Entry* entry = find_entry(ledger, id);
  if (!entry) return 0;
  std::int64_t least = entry->amount.cents();
  for (const Date later : days_from(ledger, day)) least = std::min(least, left_on(ledger, *entry, later));
  return least;
}

std::int64_t standing(std::span<const Entry> ledger, std::string_view id) {
  const Entry* entry = find_entry(ledger, id);
  std::int64_t cents = entry ? entry->amount.cents() : 0;
  for (const Entry& other : ledger)
    if (other.reverses == id) cents -= other.amount.cents();
  return cents;
}

std::int64_t aid_coming(std::span<const Entry> ledger, Date day) {
  std::int64_t most = 0;
  for (const Date later : days_from(ledger, day)) most = std::max(most, aid_on(ledger, later));
  return most - aid_on(ledger, day);
}

std::int64_t aid_left(std::span<const Entry> ledger, const LedgerRules& rules, Date day) {
  const std::int64_t ceiling = rules.ceiling ? rules.ceiling->cents() : 0;
  return std::max<std::int64_t>(0, ceiling - aid_on(ledger, day) - aid_coming(ledger, day));
}

Result<> admit(std::span<const Entry> ledger, const Entry& next, const LedgerRules& rules) {
  if (next.amount.cents() <= 0) return refuse(problem("L117"_m, next.amount.text()));
  if (!next.reverses.empty()) return admit_reversal(ledger, next);
  if (next.kind == EntryKind::aid_paid) CHECKED(admit_payment(ledger, next));
  const bool aid = next.kind == EntryKind::aid_paid || next.kind == EntryKind::aid_committed;
  return aid ? admit_aid(ledger, next, rules) : admit_contribution(ledger, next, rules);
}

std::vector<Refusal> audit(std::span<const Entry> ledger, const LedgerRules& rules) {
  std::vector<Refusal> refusals;
  for (std::size_t i = 0; i < ledger.size(); ++i)
    if (auto fault = fault_of(ledger, ledger[i], rules)) refusals.push_back({i, *std::move(fault)});
  audit_limits(ledger, rules, refusals);
  return refusals;
}

std::vector<Planned> schedule_on(std::span<const Entry> ledger, Date day) {
  std::vector<Planned> planned;
  for (const Entry& entry : ledger) {
    const bool is_plan = entry.kind == EntryKind::contribution_due || entry.kind == EntryKind::aid_committed;
    if (!is_plan || !entry.reverses.empty()) continue;
    const std::int64_t paid = entry.kind == EntryKind::aid_committed ? paid_of(ledger, entry.id, day) : 0;
    const std::int64_t amount = left_on(ledger, entry, std::max(day, entry.day)) + paid_of(ledger, entry.id, std::max(day, entry.day));
    if (amount > 0) planned.push_back({entry.id, entry.kind, entry.day, amount, paid, entry.payee});
  }
  std::ranges::sort(planned, {}, [](const Planned& one) { return std::tuple(one.day, one.kind, one.entry); });
  std::int64_t received = sum_of(ledger, EntryKind::contribution_received, day);
  for (Planned& one : planned) {
    if (one.kind != EntryKind::contribution_due) continue;
    one.settled = std::clamp<std::int64_t>(received, 0, one.amount);
    received -= one.settled;
  }
  return planned;
}

int days_overdue(std::span<const Entry> ledger, const LedgerRules& rules, Date start, Date day) {
  std::vector<std::pair<Date, std::int64_t>> dues;
  for (const Entry& entry : ledger)
    if (entry.kind == EntryKind::contribution_due && entry.reverses.empty() && entry.day <= day)
      dues.emplace_back(entry.day, left_on(ledger, entry, day));
  const bool planned = std::ranges::any_of(ledger, [](const Entry& entry) { return entry.kind == EntryKind::contribution_due; });
  if (!planned && rules.due && start <= day) dues.emplace_back(start, rules.due->cents());
  std::ranges::sort(dues);
  std::int64_t open = -sum_of(ledger, EntryKind::contribution_received, day);
  for (const auto& [since, cents] : dues)
    if ((open += cents) > 0) return day.days_since(since);
  return 0;
}

std::vector<Money> instalments(Money total, int number) {
  const std::int64_t part = total.cents() / number, more = total.cents() % number;
  std::vector<Money> parts;
  for (int i = 0; i < number; ++i) parts.push_back(*Money::of_cents(part + (i < more ? 1 : 0)));
  return parts;
}

std::string cents_text(std::int64_t cents) {
  return fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100, std::abs(cents) % 100);
}

}  // namespace mloc::contract
