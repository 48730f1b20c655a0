#include "statement.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc::contract {
namespace {


/// `1 234,50 €`, with no-break blanks.
std::string euros(std::int64_t cents) {
  const auto amount = Money::of_cents(cents);
  return (amount ? amount->french() : cents_text(cents)) + "\u00a0€";
}

std::string right(const std::string& text, std::size_t columns) {
  const std::size_t used = width(text);
  return std::string(used < columns ? columns - used : 0, ' ') + text;
}
std::string left(const std::string& text, std::size_t columns) {
  const std::size_t used = width(text);
  return text + std::string(used < columns ? columns - used : 0, ' ');
}

std::string row(const Statement::Line& line) {
  return fmt::format("{}  {}  {}  {}\n", left(line.day, 10), left(line.what, 34), left(line.voucher, 12), right(line.amount, 14));
}
std::string row(const Statement::Due& due) {
  return fmt::format("{}  {}  {}  {}  {}\n", left(due.day, 10), left(due.what, 18), right(due.amount, 12), right(due.settled, 12), right(due.open, 12));
}

Statement::Line line_of(const Entry& entry) {
  const bool reversal = !entry.reverses.empty();
  return {entry.day.french(), fmt::format("{}{}", reversal ? "Extourne : " : "", french_name(entry.kind)), entry.voucher,
          euros(reversal ? -entry.amount.cents() : entry.amount.cents())};
}

/// Instalments, and aid that is planned for several days; a single commitment says no more than its line.
std::vector<Statement::Due> dues_of(std::span<const Entry> ledger, Date day) {
  std::vector<Planned> planned = schedule_on(ledger, day);
  const auto aids = std::ranges::count(planned, EntryKind::aid_committed, &Planned::kind);
  if (aids < 2) std::erase_if(planned, [](const Planned& one) { return one.kind == EntryKind::aid_committed; });
  std::vector<Statement::Due> dues;
  for (const Planned& one : planned)
    dues.push_back({one.day.french(), one.kind == EntryKind::aid_committed ? "Aide" : "Participation", euros(one.amount), euros(one.settled), euros(one.open())});
  return dues;
}

}  // namespace

Statement Statement::of(const StatementHead& head, std::span<const Entry> ledger, const LedgerRules& rules) {
  Statement made{head, {}, dues_of(ledger, head.day), {}};
  std::vector<Entry> shown;
  for (const Entry& entry : ledger)
    if (entry.day <= head.day) shown.push_back(entry);
  std::ranges::stable_sort(shown, {}, [](const Entry& entry) { return std::tuple(entry.day, !entry.reverses.empty(), entry.kind); });
  for (const Entry& entry : shown) made.lines.push_back(line_of(entry));
  const Balance balance = balance_on(ledger, rules, head.day);
  if (rules.due)
    made.sums.push_back({"Participation du jeune", {{"due à cette date", euros(balance.due)}, {"reçue", euros(balance.received)}, {"reste à verser", euros(balance.owing())}}});
  if (rules.ceiling)
    made.sums.push_back({"Aide du dispositif",
                         {{"plafond", euros(rules.ceiling->cents())}, {"engagée, non encore payée", euros(balance.committed)},
                          {"engagée pour les échéances à venir", euros(aid_coming(ledger, head.day))},
                          {"payée", euros(balance.paid)}, {"encore disponible", euros(aid_left(ledger, rules, head.day))}}});
  return made;
}

std::string Statement::title() const { return fmt::format("Relevé de compte – {}", head.programme); }

std::string_view statement_remark() { return "Une écriture n'est jamais modifiée : une erreur est corrigée par une extourne."; }

std::string Statement::text() const {
  std::string text = fmt::format("{}\n\n{}\nDossier {}{}\nÉtat au {}\n\n", head.organisation, title(), head.file_number,
                                 head.name.empty() ? "" : ", " + head.name, head.day.french());
  text += row(Line{"Date", "Écriture", "Pièce", "Montant"}) + std::string(76, '-') + "\n";
  for (const Line& line : lines) text += row(line);
  if (lines.empty()) text += "Aucune écriture à cette date.\n";
  if (!dues.empty()) text += "\n" + row(Due{"Échéance", "Nature", "Montant", "Réglé", "Reste"}) + std::string(76, '-') + "\n";
  for (const Due& due : dues) text += row(due);
  for (const Sums& one : sums) {
    text += "\n" + one.title + "\n";
    for (const auto& [what, amount] : one.amounts) text += fmt::format("  {} {}\n", left(what + " :", 38), right(amount, 14));
  }
  return text + "\n" + std::string(statement_remark()) + "\n";
}

}  // namespace mloc::contract
