#include <algorithm>

#include "accounts.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/shared_sql.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "rules/budget.hpp"
#include "verbs.hpp"

namespace mloc::contract {
namespace {

using K = Column::Kind;

/// The contributions of a programme: due, received, owing.
Balance contributions_of(const std::vector<Account>& accounts, const Programme& programme, std::optional<Date> day) {
  Balance sum;
  for (const Account& account : accounts) {
    if (account.programme != programme.code) continue;
    const Balance one = balance_on(account.ledger, rules_of(programme), day);
    sum.due += one.due;
    sum.received += one.received;
  }
  return sum;
}

void add_lines(Table& table, const Programme& programme, const std::vector<LineSums>& sums) {
  for (const LineSums& one : sums) {
    const auto slash = one.line.find('/');
    const auto funder = std::ranges::find(programme.funders, one.line.substr(0, slash), &Funder::code);
    const bool on_line = funder != programme.funders.end();
    std::string name;
    if (on_line) name = std::ranges::find(funder->lines, one.line.substr(slash + 1), &BudgetLine::code)->name;
    table.rows.push_back({programme.code, "aid", on_line ? Cell(funder->code) : Cell(),
                          on_line && !funder->convention.empty() ? Cell(funder->convention) : Cell(),
                          on_line && funder->share ? Cell(std::to_string(*funder->share)) : Cell(),
                          on_line ? Cell(one.line.substr(slash + 1)) : Cell(), on_line ? Cell(name) : Cell(),
                          on_line ? Cell(cents_text(one.amount)) : Cell(), cents_text(one.committed), cents_text(one.paid),
                          on_line ? Cell(cents_text(one.left())) : Cell(), ratio_text((one.committed + one.paid) * 100, one.amount, 1)});
  }
}

/// The lines of each funder in one.
std::vector<LineSums> by_funder(const Programme& programme, const std::vector<LineSums>& sums, Table& table) {
  std::vector<LineSums> rest;
  for (const Funder& funder : programme.funders) {
    LineSums all{funder.code, 0, 0, 0};
    for (const LineSums& one : sums) {
      if (one.line.substr(0, one.line.find('/')) != funder.code) continue;
      all.amount += one.amount;
      all.committed += one.committed;
      all.paid += one.paid;
    }
    table.rows.push_back({programme.code, "aid", funder.code, funder.convention.empty() ? Cell() : Cell(funder.convention),
                          funder.share ? Cell(std::to_string(*funder.share)) : Cell(), Cell(), funder.name, cents_text(all.amount),
                          cents_text(all.committed), cents_text(all.paid), cents_text(all.left()),
                          ratio_text((all.committed + all.paid) * 100, all.amount, 1)});
  }
  std::ranges::copy_if(sums, std::back_inserter(rest), [](const LineSums& one) { return one.line.empty(); });
  return rest;
}

/// The lines of a programme in its order, then what is on none; at the end of `day` or of all days.
Result<std::vector<LineSums>> sums_on(Workspace& workspace, const Programme& programme, std::optional<Date> day) {
  TRY(index, workspace.valid_index());
  TRY(found, index->rows(over_shared_sql({"aids"}, "SELECT line, SUM(committed_cents), SUM(CASE WHEN kind = 'aide_payee' THEN cents ELSE 0 END)"
                                                 " FROM aids WHERE programme = ? AND day <= ? GROUP BY line"),
                         {programme.code, day ? day->text() : std::string("9999-12-31")}));
  std::vector<LineSums> sums = Budget(programme).sums();
  LineSums none;
  for (const auto& row : found.rows) {
    const auto line = std::ranges::find(sums, text_of(row[0]), &LineSums::line);
    LineSums& sum = line == sums.end() ? none : *line;
    sum.committed += std::get<std::int64_t>(row[1]);
    sum.paid += std::get<std::int64_t>(row[2]);
  }
  if (none.committed != 0 || none.paid != 0) sums.push_back(none);
  return sums;
}

}  // namespace

Result<Exit> show_budget(World& world, const Globals& globals, const BudgetArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(codes, args.programme ? Result<std::vector<std::string>>({*args.programme}) : workspace.programme_codes());
  TRY(accounts, all_accounts(workspace));
  Table table{"budget",
              {{"programme", K::text, "Programme", "Dispositif"}, {"money", K::text, "Money", "Nature"}, {"funder", K::text, "Funder", "Financeur"},
               {"convention", K::text, "Convention", "Convention"}, {"share", K::integer, "Share", "Part"}, {"line", K::text, "Line", "Ligne"},
               {"name", K::text, "Name", "Intitulé"}, {"amount", K::money, "Amount", "Montant"}, {"committed", K::money, "Committed", "Engagé"},
               {"paid", K::money, "Paid", "Payé"}, {"left", K::money, "Left", "Reste"}, {"used_percent", K::ratio, "Used %", "Utilisé %"}},
              {}};
  for (const std::string& code : codes) {
    TRY(programme, workspace.programme(code));
    TRY(sums, sums_on(workspace, programme, args.on));
    if (args.group) sums = by_funder(programme, sums, table);
    add_lines(table, programme, sums);
    if (!programme.contribution) continue;
    const Balance young = contributions_of(accounts, programme, args.on);
    table.rows.push_back({code, "contribution", Cell(), Cell(), Cell(), Cell(), Cell(), cents_text(young.due), Cell(), cents_text(young.received),
                          cents_text(young.owing()), ratio_text(young.received * 100, young.due, 1)});
  }
  return print(world, globals, std::move(table));
}

Result<Exit> list_schedule(World& world, const Globals& globals, const ScheduleArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms terms = Terms::of(args.terms);
  std::vector<std::string> wanted;
  for (const CaseText& said : terms.cases) {
    TRY(id, resolve_case(workspace, said, Reference::reading));
    wanted.push_back(id.text());
  }
  TRY(accounts, all_accounts(workspace));
  const Date day = args.on.value_or(world.today());
  Table table{"schedule",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"programme", K::text, "Programme", "Dispositif"}, {"kind", K::text, "Kind", "Nature"}, {"due", K::day, "Due", "Échéance"},
               {"amount", K::money, "Amount", "Montant"}, {"settled", K::money, "Settled", "Réglé"}, {"open", K::money, "Open", "Reste"},
               {"overdue", K::flag, "Overdue", "En retard"}, {"payee", K::text, "Payee", "Bénéficiaire"}, {"entry", K::text, "Entry", "Écriture"}},
              {}};
  for (const Account& account : accounts) {
    if (!wanted.empty() && std::ranges::find(wanted, account.case_id) == wanted.end()) continue;
    for (const Planned& one : schedule_on(account.ledger, day)) {
      const bool overdue = one.open() > 0 && one.day < day;
      table.rows.push_back({account.case_id, account.file_number, account.programme, std::string(code_of(one.kind)), one.day.text(),
                            cents_text(one.amount), cents_text(one.settled), cents_text(one.open()), overdue ? "true" : "false",
                            one.payee.empty() ? Cell() : Cell(one.payee), one.entry});
    }
  }
  TRY(shown, passing(workspace, std::move(table), terms.terms));
  return print(world, globals, std::move(shown));
}

}  // namespace mloc::contract
