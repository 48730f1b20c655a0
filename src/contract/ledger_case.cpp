#include "mloc/contract/ledger_case.hpp"

#include "mloc/partner/agreements.hpp"
#include "mloc/base/record.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::contract {

LedgerRules rules_of(const Programme& programme) {
  LedgerRules rules{programme.aid_ceiling, std::nullopt};
  if (programme.contribution) rules.due = programme.contribution->due;
  return rules;
}

std::vector<Entry> entries_of(const Dossier& dossier, std::string_view programme) { return entries_of(live_records(dossier), programme); }

std::vector<Entry> entries_of(std::span<const Node* const> records, std::string_view programme) {
  std::vector<Entry> ledger;
  for (const Node* record : records)
    if (is_kind(*record, "entry") && record->get("programme") == programme) ledger.push_back(Entry::from(*record));
  return ledger;
}

Result<LedgerCase> open_ledger(Workspace& workspace, const CaseText& said,
                               const std::optional<std::string>& programme, Reference reference) {
  TRY(id, resolve_case(workspace, said, reference));
  TRY(open, workspace.read(case_path(id)));
  TRY(code, partner::programme_of(*open.dossier, programme));
  TRY(read, workspace.programme(code));
  std::vector<Entry> ledger = entries_of(*open.dossier, code);
  const LedgerRules rules = rules_of(read);
  return LedgerCase{id, std::move(open), std::move(read), rules, std::move(ledger), {}, {}};
}

Node* new_entry(Workspace& workspace, LedgerCase& found, const std::string& actor, EntryKind kind, Date day, Money amount) {
  Node* entry = new_record(found.arena, "entry", day, actor, found.open.dossier.get(), workspace.world().random);
  Arena& arena = found.arena;
  arena.set(*entry, "programme", arena.text(found.programme.code));
  arena.set(*entry, "kind", arena.text(code_of(kind)));
  arena.set(*entry, "day", arena.text(day.text()));
  arena.set(*entry, "amount", arena.text(amount.text()));
  return entry;
}

namespace {

/// No entry that stands says the same with the same voucher.
Result<> check_voucher(Workspace& workspace, const CaseId& id, const Entry& next) {
  if (next.voucher.empty() || !next.reverses.empty()) return {};
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT e.case_id, e.id, e.kind, e.day, e.amount_cents, e.nature, e.line, e.service FROM entry e WHERE "
                        "e.voucher = ?1 AND e.amount_cents > COALESCE((SELECT SUM(r.amount_cents) FROM entry r WHERE "
                        "r.case_id = e.case_id AND r.reverses = e.id), 0) ORDER BY e.case_id, e.id",
                        {next.voucher}));
  for (const auto& row : rows.rows) {
    const Entry known{text_of(row[1]), *entry_kind(text_of(row[2])), *Date::parse(text_of(row[3])), *Money::of_cents(std::get<std::int64_t>(row[4])),
                      {}, {}, {}, next.voucher, {}, text_of(row[5]), text_of(row[6]), text_of(row[7])};
    if (is_said_twice(known, next, text_of(row[0]) == id.text()))
      return fail(Exit::rule, problem("L118"_m, next.voucher, known.id, CaseId::parse(text_of(row[0]))->shown()));
  }
  return {};
}

}  // namespace

Result<> enter(Workspace& workspace, LedgerCase& found, Node* entry) {
  const auto taken = [&](std::string_view id) {
    for (const Node* other : found.fresh)
      if (other->get("id") == id) return true;
    return found.open.dossier->find(id) != nullptr;
  };
  while (taken(entry->get("id")))
    found.arena.set(*entry, "id", found.arena.text(make_record_id(*Date::parse(entry->get("day")), workspace.world().random)));
  CHECKED(check_shape(*entry));
  Entry next = Entry::from(*entry);
  CHECKED(check_voucher(workspace, found.id, next));
  CHECKED(admit(found.ledger, next, found.rules));
  found.ledger.push_back(std::move(next));
  found.fresh.push_back(entry);
  return {};
}

Result<> commit_entries(Workspace& workspace, LedgerCase& found) {
  Change change;
  change.put(case_path(found.id), with_records(*found.open.dossier, found.fresh), found.open.digest);
  CHECKED(workspace.commit(change));
  return {};
}

}  // namespace mloc::contract
