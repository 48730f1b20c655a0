#include "mloc/domain/statement.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "mloc/base/text.hpp"

namespace mloc {
namespace {

constexpr std::array<std::string_view, 4> names = {"Participation due", "Participation reçue", "Aide engagée", "Aide payée"};

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

std::string row(const std::string& day, const std::string& what, const std::string& voucher, const std::string& amount) {
  return fmt::format("{}  {}  {}  {}\n", left(day, 10), left(what, 34), left(voucher, 12), right(amount, 14));
}

std::string total(const std::string& what, std::int64_t cents) { return fmt::format("  {} {}\n", left(what + " :", 38), right(euros(cents), 14)); }

std::string entry_row(const Entry& entry) {
  const bool reversal = !entry.reverses.empty();
  const std::string what = fmt::format("{}{}", reversal ? "Extourne : " : "", names[static_cast<std::size_t>(entry.kind)]);
  return row(entry.day.french(), what, entry.voucher, euros(reversal ? -entry.amount.cents() : entry.amount.cents()));
}

}  // namespace

std::string statement_text(const StatementHead& head, std::span<const Entry> ledger, const LedgerRules& rules) {
  std::vector<Entry> shown;
  for (const Entry& entry : ledger)
    if (entry.day <= head.day) shown.push_back(entry);
  std::ranges::stable_sort(shown, {}, [](const Entry& entry) { return std::pair(entry.day, !entry.reverses.empty()); });
  std::string text = fmt::format("{}\n\nRelevé de compte – {}\nDossier {}{}\nÉtat au {}\n\n", head.organisation, head.programme,
                                 head.file_number, head.name.empty() ? "" : ", " + head.name, head.day.french());
  text += row("Date", "Écriture", "Pièce", "Montant");
  text += std::string(76, '-') + "\n";
  for (const Entry& entry : shown) text += entry_row(entry);
  if (shown.empty()) text += "Aucune écriture à cette date.\n";
  const Balance balance = balance_on(ledger, rules, head.day);
  if (rules.due)
    text += "\nParticipation du jeune\n" + total("due à cette date", balance.due) + total("reçue", balance.received) + total("reste à verser", balance.owing());
  if (rules.ceiling)
    text += "\nAide du dispositif\n" + total("plafond", rules.ceiling->cents()) + total("engagée, non encore payée", balance.committed) +
            total("payée", balance.paid) + total("encore disponible", rules.ceiling->cents() - balance.aid());
  return text + "\nUne écriture n'est jamais modifiée : une erreur est corrigée par une extourne.\n";
}

}  // namespace mloc
