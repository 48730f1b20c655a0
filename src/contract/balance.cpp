#include <algorithm>
#include <map>

#include "accounts.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "verbs.hpp"

namespace mloc::contract {
namespace {

using K = Column::Kind;

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
          {"coming", K::money, "Coming", "À venir"},
          {"paid", K::money, "Paid", "Payée"},
          {"left", K::money, "Left", "Disponible"}};
}

}  // namespace

Result<Exit> list_balances(World& world, const Globals& globals, const BalanceArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms terms = Terms::of(args.terms);
  std::vector<std::string> wanted;
  for (const CaseText& said : terms.cases) {
    TRY(id, resolve_case(workspace, said, Reference::reading));
    wanted.push_back(id.text());
  }
  TRY(accounts, all_accounts(workspace));
  Rules rules(workspace);
  Table table{"balances", balance_columns(), {}};
  for (const Account& account : accounts) {
    if (!wanted.empty() && std::ranges::find(wanted, account.case_id) == wanted.end()) continue;
    TRY(allowed, rules.of(account.programme));
    const Balance balance = balance_on(account.ledger, allowed, args.on);
    // Months that are committed and still to come are not left on any earlier day.
    const Date day = args.on.value_or(*Date::of(9999, 12, 31));
    const Cell left = allowed.ceiling ? Cell(cents_text(aid_left(account.ledger, allowed, day))) : Cell();
    table.rows.push_back({account.case_id, account.file_number, account.programme, cents_text(balance.due), cents_text(balance.received),
                          cents_text(balance.owing()), cents_text(balance.committed), cents_text(aid_coming(account.ledger, day)),
                          cents_text(balance.paid), left});
  }
  TRY(shown, passing(workspace, std::move(table), terms.terms));
  return print(world, globals, std::move(shown));
}

Result<Exit> export_journal(World& world, const Globals& globals, const JournalArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  if (args.programme) CHECKED(workspace.programme(*args.programme));
  TRY(accounts, all_accounts(workspace));
  std::vector<JournalAccount> wanted;
  for (Account& account : accounts)
    if (!args.programme || account.programme == *args.programme) wanted.push_back(std::move(account));
  CHECKED(output.write(journal_text(wanted)));
  return Exit::done;
}

}  // namespace mloc::contract
