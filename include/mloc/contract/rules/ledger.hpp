#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::contract {

/// What a line of the ledger says; the codes are those of ecriture_autonomie.
enum class EntryKind : std::uint8_t { contribution_due, contribution_received, aid_committed, aid_paid };
std::string_view code_of(EntryKind kind);
/// As an accountant and a young person read it.
std::string_view french_name(EntryKind kind);
std::optional<EntryKind> entry_kind(std::string_view code);

/// One line of the ledger of one case in one programme. It is never amended: a reversal names it and takes it away.
struct Entry {
  std::string id;
  EntryKind kind;
  Date day;
  Money amount;            ///< more than 0.00, also of a reversal
  std::string reverses;    ///< the entry that this one takes away, wholly or in part; or empty
  std::string commitment;  ///< of a payment: the commitment that it pays; or empty
  std::string request;     ///< of a commitment: the request that was granted; or empty
  std::string voucher;     ///< or empty
  std::string payee = {};  ///< or empty
  std::string nature = {};  ///< code of nature_aide, or empty
  std::string line = {};   ///< the budget line that was named, `funder/line`; or empty
  std::string service = {};  ///< what was bought, or empty

  /// From a record that its schema accepts.
  static Entry from(const Node& record);
};

/// Whether two entries with one voucher say the same thing twice. In one case: the same kind, service, line, day and amount, for
/// a voucher may be paid in parts. In two cases: what a young person pays has a voucher of its own; an invoice may be for several.
bool is_said_twice(const Entry& one, const Entry& other, bool in_one_case);
/// Whether they are for the same thing under one voucher, whatever the day and the amount.
bool is_for_the_same(const Entry& one, const Entry& other);

/// What the programme allows.
struct LedgerRules {
  std::optional<Money> ceiling;  ///< of aid, committed plus paid, at every date; none: no aid
  std::optional<Money> due;      ///< contribution; none: there is none
};

/// Whole cents, at the end of a day. `committed` is what is committed and not paid yet.
struct Balance {
  std::int64_t due = 0, received = 0, committed = 0, paid = 0;
  std::int64_t owing() const { return due - received; }
  std::int64_t aid() const { return committed + paid; }
};
/// Of the entries up to `day`; all of them without one. A programme's contribution counts as due when no entry says so.
Balance balance_on(std::span<const Entry> ledger, const LedgerRules& rules, std::optional<Date> day);

/// What reversals and (of a commitment) payments leave of an entry on `day` and ever after; 0 when there is no such entry.
std::int64_t left_of(std::span<const Entry> ledger, std::string_view id, Date day);

/// What reversals leave of an entry, whatever its payments; 0 when it is wholly reversed or not there.
std::int64_t standing(std::span<const Entry> ledger, std::string_view id);

/// The aid that may still be committed or paid on `day` without the ceiling being passed then or later; never below 0.
std::int64_t aid_left(std::span<const Entry> ledger, const LedgerRules& rules, Date day);

/// The aid of later days that `day` must keep free: what committed plus paid will come to at most, less what they come to now.
/// Ceiling = committed + paid + coming + left, unless the ceiling is passed.
std::int64_t aid_coming(std::span<const Entry> ledger, Date day);

/// Whether `next` may follow: L110 to L117 (Exit::rule).
Result<> admit(std::span<const Entry> ledger, const Entry& next, const LedgerRules& rules);

/// What is wrong with a whole ledger, in whatever order its entries stand: the entry with the problem. What was admitted
/// entry by entry has none.
struct Refusal {
  std::size_t entry;
  Problem problem;
};
std::vector<Refusal> audit(std::span<const Entry> ledger, const LedgerRules& rules);

/// What falls due on a day and how much of it is settled: an instalment of the contribution, or aid that is committed.
struct Planned {
  std::string entry;
  EntryKind kind;
  Date day;
  std::int64_t amount = 0, settled = 0;  ///< whole cents, reversals taken away
  std::string payee = {};
  std::int64_t open() const { return amount - settled; }
};
/// By day; what the entries up to `day` settle. Received parts go to the oldest instalments first.
std::vector<Planned> schedule_on(std::span<const Entry> ledger, Date day);

/// For how many days the oldest instalment that is not wholly received is due on `day`; `start` when none was entered.
int days_overdue(std::span<const Entry> ledger, const LedgerRules& rules, Date start, Date day);

/// `total` in `number` parts that differ by a cent at most, the larger first: 250.00 in 3 is 83.34, 83.33, 83.33.
std::vector<Money> instalments(Money total, int number);

/// Cents as text, also of a sum beyond what one amount may be.
std::string cents_text(std::int64_t cents);

}  // namespace mloc::contract
