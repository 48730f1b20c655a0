// The account of one person on paper: a text, or a page to print.
#include "mloc/contract/ledger_case.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/person.hpp"
#include "rules/statement.hpp"
#include "verbs.hpp"

namespace mloc::contract {
namespace {

StatementHead head_of(const LedgerCase& found, const Workspace& workspace, Date day) {
  StatementHead head{workspace.settings().organisation, found.programme.name, {}, {}, day};
  for (const Record& record : found.open.dossier->records)
    if (record.is("application") && !record.voided() && record.root->get("programme") == found.programme.code)
      head.file_number = record.root->get("file_number");
  return head;
}

Result<Page> page_of(const Statement& statement, const Workspace& workspace) {
  using Align = Page::Heading::Align;
  Page page(statement.title());
  CHECKED(put_sender(page, workspace));
  page.facts({{"Dossier", statement.head.file_number},
              {"Nom", statement.head.name.empty() ? "–" : statement.head.name}, {"État au", statement.head.day.french()}});
  std::vector<std::vector<std::string>> rows;
  for (const Statement::Line& one : statement.lines) rows.push_back({one.day, one.what, one.voucher, one.amount});
  if (rows.empty()) page.paragraph("Aucune écriture à cette date.");
  else page.table("Écritures", {{"Date"}, {"Écriture"}, {"Pièce"}, {"Montant", Align::end}}, rows);
  rows.clear();
  for (const Statement::Due& one : statement.dues) rows.push_back({one.day, one.what, one.amount, one.settled, one.open});
  if (!rows.empty())
    page.table("Échéancier", {{"Échéance"}, {"Nature"}, {"Montant", Align::end}, {"Réglé", Align::end}, {"Reste", Align::end}}, rows);
  for (const Statement::Sums& one : statement.sums) page.heading(2, one.title).facts(one.amounts);
  page.note(statement_remark());
  return page;
}

}  // namespace

Result<Exit> print_statement(World& world, const Globals& globals, const StatementArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.html, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(found, open_ledger(workspace, args.case_text, args.programme, Reference::reading));
  StatementHead head = head_of(found, workspace, args.on.value_or(world.today()));
  TRY(identities, workspace.find(identity_path(found.id)));
  if (identities)
    for (const Record& record : identities->dossier->records)
      if (record.is("identity")) head.name = name_on_paper(*record.root);
  const Statement statement = Statement::of(head, found.ledger, found.rules);
  if (!args.html) return output.write(statement.text()).map([] { return Exit::done; });
  TRY(page, page_of(statement, workspace));
  CHECKED(output.write(page.html()));
  return Exit::done;
}

}  // namespace mloc::contract
