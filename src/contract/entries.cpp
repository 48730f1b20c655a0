#include <algorithm>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/batch.hpp"
#include "mloc/workspace/person.hpp"
#include "verbs.hpp"

namespace mloc::contract {
namespace {

/// A request of the dossier that was granted.
Result<const Node*> granted_request(const Dossier& dossier, const std::string& request) {
  const Record* record = dossier.find(request);
  if (!record || !record->is("aid") || record->voided()) return fail(Exit::unknown, problem("L111"_m, request));
  const Node* decision = record->root->find("decision");
  if (!decision || decision->get("outcome") != "acceptee")
    return fail(Exit::rule, problem("L121"_m, request, decision ? phrase("refused") : phrase("not decided yet")));
  return record->root;
}

/// Whom a commitment is made to.
struct Payee {
  std::string paid_to;
  std::string code;
};

/// A school is the assigned one, within its agreement; a landlord is a partner; a person is the person.
Result<Payee> find_payee(Workspace& workspace, const LedgerCase& found, const std::string& paid_to,
                         const std::optional<std::string>& wanted, Date day) {
  if (paid_to == "person") {
    if (wanted) return fail(Exit::usage, problem("C102"_m, phrase("aid paid to the person names no other payee")));
    return Payee{paid_to, {}};
  }
  if (paid_to == "landlord") {
    if (!wanted) return fail(Exit::usage, problem("C115"_m, "--payee"));
    TRY(there, workspace.store().holds(partner_path(*wanted)));
    if (!there) return fail(Exit::unknown, problem("I119"_m, *wanted));
    return Payee{paid_to, *wanted};
  }
  const std::string assigned = partner::school_on(partner::assignments_of(*found.open.dossier), day);
  if (assigned.empty()) return fail(Exit::rule, problem("L119"_m, found.shown()));
  if (wanted && *wanted != assigned) return fail(Exit::rule, problem("L120"_m, assigned, *wanted));
  CHECKED(partner::check_agreement(workspace, assigned, found.programme.code, day));
  return Payee{paid_to, assigned};
}

/// What the entries that name a request have committed, less reversals.
std::int64_t committed_on_request(const std::vector<Entry>& ledger, const std::string& request) {
  std::int64_t cents = 0;
  for (const Entry& entry : ledger)
    if (entry.request == request && entry.reverses.empty()) cents += standing(ledger, entry.id);
  return cents;
}

/// The commitment that a payment is meant for: the named one, the only one with something left, or the next month's.
Result<std::string> find_commitment(const LedgerCase& found, const std::optional<std::string>& wanted, Date day) {
  if (wanted) return *wanted;
  std::vector<Entry> open;
  for (const Entry& entry : found.ledger)
    if (entry.kind == EntryKind::aid_committed && entry.reverses.empty() && entry.day <= day &&
        left_of(found.ledger, entry.id, day) > 0)
      open.push_back(entry);
  if (open.empty()) return fail(Exit::rule, problem("L122"_m, found.shown()));
  const auto first = std::ranges::min_element(open, {}, &Entry::day);
  const bool monthly = std::ranges::all_of(open, [&](const Entry& entry) { return !entry.request.empty() && entry.request == first->request; });
  if (open.size() == 1 || monthly) return first->id;
  std::vector<std::string> names;
  for (const Entry& entry : open) names.push_back(entry.id);
  return fail(Exit::usage, problem("C102"_m, phrase("several commitments are open, name one with --entry: {}", joined(names, ", "))));
}

/// The entry with that id, or the one with that voucher that is not wholly reversed.
const Record* find_entry_or_voucher(const Dossier& dossier, const std::string& text) {
  if (const Record* found = dossier.find(text)) return found;
  for (const Record& record : dossier.records) {
    if (!record.is("entry") || record.root->get("voucher") != text) continue;
    if (standing(entries_of(dossier, record.root->get("programme")), record.id) > 0) return &record;
  }
  return nullptr;
}

Phrase said(const LedgerCase& found, const Node& entry, const Phrase& more) {
  return phrase("{} {}: {} {} on {}; {}", found.shown(), entry.get("id"), entry.get("kind"), entry.get("amount"), entry.get("day"), more);
}

}  // namespace

namespace {

Result<std::optional<Part>> due_of(Workspace& workspace, const DueArgs& args, const CaseText& said) {
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, said, args.programme, Reference::writing));
  if (!found.rules.due) return fail(Exit::rule, problem("L116"_m, phrase("contribution")));
  const auto& offered = found.programme.contribution->instalments;
  const bool is_offered = offered.empty() ? args.instalments == 1 : std::ranges::find(offered, args.instalments) != offered.end();
  if (!is_offered) return fail(Exit::rule, problem("L123"_m, args.instalments, found.programme.code));
  const Date first = args.on.value_or(workspace.world().today());
  int number = 0;
  std::vector<std::string> parts;
  for (const Money part : instalments(*found.rules.due, args.instalments)) {
    Node* entry = new_entry(workspace, found, actor, EntryKind::contribution_due, first.plus_months(number), part);
    found.arena.set(*entry, "instalment", found.arena.integer(++number));
    CHECKED(enter(workspace, found, entry));
    parts.push_back(fmt::format("{} on {}", part.text(), entry->get("day")));
  }
  return std::optional(Part{case_path(found.id), with_records(*found.open.dossier, found.fresh), found.open.digest,
                            phrase("{}: {} due: {}", found.shown(), found.rules.due->text(), joined(parts, ", "))});
}

}  // namespace

Result<Exit> enter_due(World& world, const Globals& globals, const DueArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  return for_each_case(workspace, args.case_text, [&](const CaseText& one) { return due_of(workspace, args, one); });
}

Result<Exit> receive_contribution(World& world, const Globals& globals, const ReceiveArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  const Date day = args.on.value_or(world.today());
  CHECKED(check_past(workspace, day));
  Node* entry = new_entry(workspace, found, actor, EntryKind::contribution_received, day, *args.amount);
  put(found.arena, *entry, "means", args.means);
  put(found.arena, *entry, "voucher", args.voucher);
  if (args.instalment) found.arena.set(*entry, "instalment", found.arena.integer(*args.instalment));
  CHECKED(enter(workspace, found, entry));
  CHECKED(commit_entries(workspace, found));
  const std::int64_t owing = balance_on(found.ledger, found.rules, std::nullopt).owing();
  CHECKED(say(workspace, said(found, *entry, owing ? phrase("{} owing", cents_text(owing)) : phrase("nothing owing"))));
  return Exit::done;
}

Result<Exit> commit_aid(World& world, const Globals& globals, const CommitArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  const Date day = args.on.value_or(world.today());
  const Node* request = nullptr;
  if (args.request) {
    TRY(granted, granted_request(*found.open.dossier, *args.request));
    request = granted;
  }
  const auto of_request = [&](std::string_view key, const std::optional<std::string>& given) {
    return given || !request || !request->has(key) ? given : std::optional(std::string(request->get(key)));
  };
  std::optional<Money> amount = args.amount;
  if (!amount && request) amount = Money::parse(request->find("decision")->get("amount"));
  if (!amount) return fail(Exit::usage, problem("C115"_m, "AMOUNT"));
  const bool is_monthly = request && request->has("months") && !args.amount;
  // A schedule may begin next month; what is committed once is committed today at the latest.
  if (!is_monthly) CHECKED(check_past(workspace, day));
  const std::string paid_to = of_request("paid_to", args.paid_to).value_or("school");
  TRY(payee, find_payee(workspace, found, paid_to, of_request("payee", args.payee), day));
  const int months = is_monthly ? checked_number(request->get("months")) : 1;
  if (request) {
    const std::int64_t all = Money::parse(request->find("decision")->get("amount"))->cents() *
                             (request->has("months") ? checked_number(request->get("months")) : 1);
    const std::int64_t left = all - committed_on_request(found.ledger, *args.request);
    if (left < amount->cents() * months)
      return fail(Exit::rule, problem("L114"_m, cents_text(left), *args.request, cents_text(amount->cents() * months)));
  }
  Node* last = nullptr;
  for (int month = 0; month < months; ++month) {
    Node* entry = new_entry(workspace, found, actor, EntryKind::aid_committed, day.plus_months(month), *amount);
    put(found.arena, *entry, "paid_to", payee.paid_to);
    put(found.arena, *entry, "payee", payee.code);
    put(found.arena, *entry, "nature", of_request("nature", args.nature));
    put(found.arena, *entry, "service", args.service);
    put(found.arena, *entry, "voucher", args.voucher);
    put(found.arena, *entry, "request", args.request);
    put(found.arena, *entry, "line", args.line);
    CHECKED(enter(workspace, found, entry));
    last = entry;
  }
  CHECKED(commit_entries(workspace, found));
  const Phrase left = phrase("{} left of {}", cents_text(aid_left(found.ledger, found.rules, day)), found.rules.ceiling->text());
  CHECKED(say(workspace, said(found, *last, months > 1 ? phrase("{} months; {}", months, left) : left)));
  return Exit::done;
}

Result<Exit> pay_aid(World& world, const Globals& globals, const PayArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::writing));
  const Date day = args.on.value_or(world.today());
  CHECKED(check_past(workspace, day));
  TRY(commitment, find_commitment(found, args.commitment, day));
  Node* entry = new_entry(workspace, found, actor, EntryKind::aid_paid, day, *args.amount);
  const Record* paid = found.open.dossier->find(commitment);
  for (const std::string_view key : {"paid_to", "payee", "nature", "service"})
    if (paid && paid->is("entry") && paid->root->has(key)) found.arena.set(*entry, key, found.arena.copy(*paid->root->find(key)));
  put(found.arena, *entry, "means", args.means);
  put(found.arena, *entry, "voucher", args.voucher);
  put(found.arena, *entry, "commitment", commitment);
  CHECKED(enter(workspace, found, entry));
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, said(found, *entry, phrase("{} of {} not paid yet", cents_text(left_of(found.ledger, commitment, day)), commitment))));
  return Exit::done;
}

Result<Exit> reverse_entry(World& world, const Globals& globals, const ReverseArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(actor, workspace.actor());
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  TRY(open, workspace.read(case_path(id)));
  const Record* reversed = find_entry_or_voucher(*open.dossier, args.entry);
  if (!reversed || !reversed->is("entry")) return fail(Exit::unknown, problem("K103"_m, id.shown(), args.entry));
  TRY(found, open_ledger(workspace, args.case_text, std::string(reversed->root->get("programme")), Reference::writing));
  const Date day = args.on.value_or(world.today());
  const Entry entry = Entry::from(*reversed->root);
  // What is committed for a month to come is taken away on that month's day.
  if (day != entry.day) CHECKED(check_past(workspace, day));
  const auto rest = Money::of_cents(left_of(found.ledger, entry.id, std::max(day, entry.day)));
  Node* reversal = new_entry(workspace, found, actor, entry.kind, day, args.amount.value_or(*rest));
  for (const std::string_view key : {"paid_to", "payee", "nature", "service"})
    if (reversed->root->has(key)) found.arena.set(*reversal, key, found.arena.copy(*reversed->root->find(key)));
  put(found.arena, *reversal, "reverses", entry.id);
  put(found.arena, *reversal, "reason", args.reason);
  if (rest->cents() == 0 && !args.amount && entry.reverses.empty())
    return fail(Exit::rule, problem("L114"_m, "0.00", entry.id, entry.amount.text()));
  CHECKED(enter(workspace, found, reversal));
  CHECKED(commit_entries(workspace, found));
  CHECKED(say(workspace, said(found, *reversal, phrase("reverses {} of {}, {}", entry.id, entry.day.text(), args.reason))));
  return Exit::done;
}

}  // namespace mloc::contract
