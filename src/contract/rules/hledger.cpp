#include "hledger.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc::contract {
namespace {


struct Posting {
  std::string account;
  std::int64_t cents;
};

/// One entry with the account it belongs to.
struct Line {
  const JournalAccount* owner;
  const Entry* entry;
};

const Entry& first_of(const JournalAccount& owner, const Entry& entry) {
  const auto found = std::ranges::find(owner.ledger, entry.reverses, &Entry::id);
  return entry.reverses.empty() || found == owner.ledger.end() ? entry : *found;
}

/// Where a contribution is received: against what was entered as due, else as income at once.
std::string debtor(const JournalAccount& owner, const std::string& own) {
  const bool planned = std::ranges::any_of(owner.ledger, [](const Entry& entry) { return entry.kind == EntryKind::contribution_due; });
  return (planned ? "actif:créances:participation:" : "produits:participation:") + own;
}

std::vector<Posting> postings_of(const JournalAccount& owner, const Entry& entry) {
  const std::string own = owner.programme + ":" + owner.file_number;
  const std::string commitment = "engagements:aide:" + own, counterpart = "engagements:contrepartie:" + owner.programme;
  const std::int64_t cents = entry.reverses.empty() ? entry.amount.cents() : -entry.amount.cents();
  switch (entry.kind) {
    case EntryKind::contribution_due: return {{"actif:créances:participation:" + own, cents}, {"produits:participation:" + own, -cents}};
    case EntryKind::contribution_received: return {{"actif:banque", cents}, {debtor(owner, own), -cents}};
    case EntryKind::aid_committed: return {{commitment, cents}, {counterpart, -cents}};
    default: break;
  }
  std::vector<Posting> postings{{"charges:aide:" + own, cents}, {"actif:banque", -cents}};
  if (!first_of(owner, entry).commitment.empty()) {
    postings.push_back({commitment, -cents});
    postings.push_back({counterpart, cents});
  }
  return postings;
}

std::string transaction(const Line& line) {
  const Entry& entry = *line.entry;
  const std::string& who = entry.payee.empty() ? line.owner->file_number : entry.payee;
  std::string text = fmt::format("\n{} {}{} | {}{}\n", entry.day.text(), entry.voucher.empty() ? "" : "(" + entry.voucher + ") ", who,
                                 entry.reverses.empty() ? "" : "Extourne : ", french_name(entry.kind));
  text += fmt::format("    ; dossier:{}, ecriture:{}", line.owner->file_number, entry.id);
  if (!entry.reverses.empty()) text += ", extourne:" + entry.reverses;
  if (!entry.commitment.empty()) text += ", engagement:" + entry.commitment;
  text += "\n";
  for (const Posting& posting : postings_of(*line.owner, entry)) {
    const std::string amount = cents_text(posting.cents);
    const std::size_t used = width(posting.account) + amount.size();
    text += fmt::format("    {}{}{} EUR\n", posting.account, std::string(used < 70 ? 72 - used : 2, ' '), amount);
  }
  return text;
}

}  // namespace

std::string journal_text(std::span<const JournalAccount> accounts) {
  std::vector<Line> lines;
  std::set<std::string> declared;
  for (const JournalAccount& owner : accounts)
    for (const Entry& entry : owner.ledger) {
      lines.push_back({&owner, &entry});
      for (const Posting& posting : postings_of(owner, entry)) declared.insert(posting.account);
    }
  std::ranges::stable_sort(lines, {}, [](const Line& line) {
    return std::tuple(line.entry->day, !line.entry->reverses.empty(), line.owner->file_number, line.entry->id);
  });
  std::string text = "; Grands livres des dispositifs. Les dossiers sont désignés par leur numéro.\ndecimal-mark .\ncommodity 1000.00 EUR\n\n";
  for (const std::string& account : declared) text += "account " + account + "\n";
  for (const Line& line : lines) text += transaction(line);
  return text;
}

}  // namespace mloc::contract
