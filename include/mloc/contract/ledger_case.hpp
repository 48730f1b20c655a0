#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/contract/rules/ledger.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::contract {

LedgerRules rules_of(const Programme& programme);
/// The entries of a dossier in one programme.
std::vector<Entry> entries_of(const Dossier& dossier, std::string_view programme);
std::vector<Entry> entries_of(std::span<const Node* const> records, std::string_view programme);

/// One case with its ledger in one programme, open for a new entry.
struct LedgerCase {
  CaseId id;
  OpenDossier open;
  Programme programme;
  LedgerRules rules;
  std::vector<Entry> ledger;
  Arena arena;
  std::vector<const Node*> fresh;  ///< records that `commit_entries` writes

  std::string shown() const { return id.shown(); }
};
Result<LedgerCase> open_ledger(Workspace& workspace, const CaseText& said,
                               const std::optional<std::string>& programme, Reference reference);

/// A new entry in the arena of the case: kind, day, amount.
Node* new_entry(Workspace& workspace, LedgerCase& found, const std::string& actor, EntryKind kind, Date day, Money amount);
/// Takes the entry in after its schema, the ledger's rules and the uniqueness of its voucher (L118).
Result<> enter(Workspace& workspace, LedgerCase& found, Node* entry);
/// Writes what was entered.
Result<> commit_entries(Workspace& workspace, LedgerCase& found);

}  // namespace mloc::contract
