#include <algorithm>
#include <map>

#include "commands/ledger_case.hpp"
#include "commands/schools.hpp"
#include "mloc/commands/contract.hpp"
#include "mloc/commands/speak.hpp"
#include "mloc/domain/journal.hpp"
#include "mloc/domain/statement.hpp"

namespace mloc {
namespace {

using K = Column::Kind;

std::string text_of(const SqlValue& value) { return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : std::string(); }

/// Every ledger of the workspace by case and programme, with the file number.
struct Account : JournalAccount {
  std::string case_id;
};
Result<std::vector<Account>> all_accounts(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows("SELECT e.case_id, e.programme, (SELECT MIN(a.file_number) FROM application a WHERE a.case_id = e.case_id AND "
                        "a.programme = e.programme AND a.voided_day IS NULL), e.id, e.kind, e.day, e.amount_cents, e.reverses, "
                        "e.commitment, e.request, e.voucher, e.payee FROM entry e ORDER BY 3, 1, 2, e.id"));
  std::vector<Account> accounts;
  for (const auto& row : rows.rows) {
    if (accounts.empty() || accounts.back().case_id != text_of(row[0]) || accounts.back().programme != text_of(row[1]))
      accounts.push_back({{text_of(row[1]), text_of(row[2]), {}}, text_of(row[0])});
    accounts.back().ledger.push_back({text_of(row[3]), *entry_kind(text_of(row[4])), *Date::parse(text_of(row[5])),
                                      *Money::of_cents(std::get<std::int64_t>(row[6])), text_of(row[7]), text_of(row[8]),
                                      text_of(row[9]), text_of(row[10]), text_of(row[11])});
  }
  return accounts;
}

/// The rules of each programme, read once.
class Rules {
 public:
  explicit Rules(Workspace& workspace) : workspace_(workspace) {}
  Result<LedgerRules> of(const std::string& code) {
    if (const auto known = known_.find(code); known != known_.end()) return known->second;
    TRY(programme, workspace_.programme(code));
    return known_[code] = rules_of(programme);
  }

 private:
  Workspace& workspace_;
  std::map<std::string, LedgerRules> known_;
};

std::vector<Column> balance_columns() {
  return {{"case_id", K::text, "Case", "Jeune"},
          {"file_number", K::text, "File number", "N° dossier"},
          {"programme", K::text, "Programme", "Dispositif"},
          {"due", K::money, "Due", "Due"},
          {"received", K::money, "Received", "Reçue"},
          {"owing", K::money, "Owing", "Reste dû"},
          {"committed", K::money, "Committed", "Engagée"},
          {"paid", K::money, "Paid", "Payée"},
          {"left", K::money, "Left", "Disponible"}};
}

}  // namespace

Result<Exit> list_balances(World& world, const Globals& globals, const BalanceArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  std::vector<std::string> wanted;
  for (const std::string& text : args.cases) {
    TRY(id, resolve_case(workspace, text, Reference::reading));
    wanted.push_back(id.text());
  }
  if (args.programme) CHECKED(workspace.programme(*args.programme));
  TRY(accounts, all_accounts(workspace));
  Rules rules(workspace);
  Table table{"balances", balance_columns(), {}};
  for (const Account& account : accounts) {
    if (!wanted.empty() && std::ranges::find(wanted, account.case_id) == wanted.end()) continue;
    if (args.programme && account.programme != *args.programme) continue;
    TRY(allowed, rules.of(account.programme));
    const Balance balance = balance_on(account.ledger, allowed, args.on);
    if (args.owing && balance.owing() <= 0) continue;
    const Cell left = allowed.ceiling ? Cell(cents_text(allowed.ceiling->cents() - balance.aid())) : Cell();
    table.rows.push_back({account.case_id, account.file_number, account.programme, cents_text(balance.due), cents_text(balance.received),
                          cents_text(balance.owing()), cents_text(balance.committed), cents_text(balance.paid), left});
  }
  const bool none = table.rows.empty();
  CHECKED(print(world, globals, std::move(table)));
  return none && args.fail_if_empty ? Exit::no : Exit::done;
}

Result<Exit> print_statement(World& world, const Globals& globals, const StatementArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::reading));
  StatementHead head{workspace.settings().organisation, found.programme.name, {}, {}, args.on.value_or(world.today())};
  for (const Record& record : found.open.dossier->records)
    if (record.is("application") && !record.voided() && record.root->get("programme") == found.programme.code)
      head.file_number = record.root->get("file_number");
  TRY(identities, workspace.find(identity_path(found.id)));
  if (identities)
    for (const Record& record : identities->dossier->records)
      if (record.is("identity")) head.name = fmt::format("{} {}", record.root->get("first_name"), record.root->get("surname"));
  CHECKED(world.out.write(statement_text(head, found.ledger, found.rules)));
  return Exit::done;
}

Result<Exit> export_journal(World& world, const Globals& globals, const JournalArgs& args) {
  if (!args.journal) return fail(Exit::usage, problem("C115"_m, "--journal"));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  if (args.programme) CHECKED(workspace.programme(*args.programme));
  TRY(accounts, all_accounts(workspace));
  std::vector<JournalAccount> wanted;
  for (Account& account : accounts)
    if (!args.programme || account.programme == *args.programme) wanted.push_back(std::move(account));
  const std::string text = journal_text(wanted);
  CHECKED(args.output && *args.output != "-" ? world.files.create(*args.output, text, Sync::yes) : world.out.write(text));
  return Exit::done;
}

}  // namespace mloc
