#include "verbs.hpp"

#include "mloc/cli/verb.hpp"
#include "said_words.hpp"

namespace mloc::contract {

using namespace cli;

std::vector<Verb> agreement_verbs();

namespace {

constexpr const char* one_or_many = "whole id or file number; @FILE: each of a file, one a line, @- from standard input";
constexpr const char* any_case = "id, file number, unique prefix or name";
constexpr const char* the_programme = "needed when the person applied to several";

Verb assign_verb() {
  using A = AssignArgs;
  return verb<A>("assignment add", "Assign a learner to a driving school.", assign_school,
                 {"mloc contract assignment add AU-2010-0085 ecole-nord", "mloc contract assignment add @cases.txt ecole-sud --on 01/06/2010"},
                 {argument("CASE", &A::case_text, one_or_many), argument("SCHOOL", &A::school, "code of the partner"),
                  option("--on DAY", &A::on, "first day at the school; default: today"),
                  option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb due_verb() {
  using A = DueArgs;
  return verb<A>("due", "Enter the contribution as due, in monthly instalments.", enter_due,
                 {"mloc contract due AU-2010-0085 --instalments 3 --on 05/03/2010", "mloc contract due @cases.txt"},
                 {argument("CASE", &A::case_text, one_or_many),
                  option("--instalments N", &A::instalments, "a number that the programme offers; default: 1"),
                  option("--on DAY", &A::on, "day of the first instalment; default: today"),
                  option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb receive_verb() {
  using A = ReceiveArgs;
  return verb<A>("receive", "Enter a part of the contribution as received.", receive_contribution,
                 {"mloc contract receive AU-2010-0085 83,34 --means cheque --voucher P0001"},
                 {argument("CASE", &A::case_text, whole_case), argument("AMOUNT", &A::amount, "what was received"),
                  option("--on DAY", &A::on, the_day), option("--means CODE", &A::means, "code of {}").code_of({"moyen_paiement"}),
                  option("--voucher NUMBER", &A::voucher, "number of the voucher, unique"),
                  option("--instalment N", &A::instalment, "which instalment it is"),
                  option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb request_verb() {
  using A = RequestArgs;
  return verb<A>("aid add", "Record a request for aid, one-off or monthly.", request_aid,
                 {"mloc contract aid add AU-2010-0085 80,00 --nature vetement --for person",
                  "mloc contract aid add AU-2010-0085 150,00 --months 6 --nature logement --for landlord --payee foyer-nord"},
                 {argument("CASE", &A::case_text, whole_case), argument("AMOUNT", &A::amount, "of one payment"),
                  option("--nature CODE", &A::nature, "code of {}").code_of({"nature_aide"}).required(),
                  option("--for WHOM", &A::paid_to, "school, landlord or person").required().one_of({"school", "landlord", "person"}),
                  option("--payee CODE", &A::payee, "the partner who would be paid"),
                  option("--months N", &A::months, "monthly, so many months"), option("--on DAY", &A::on, the_day),
                  option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb decide_verb() {
  using A = DecideArgs;
  return verb<A>("aid end", "Grant or refuse a request for aid, with the reason.", decide_aid,
                 {"mloc contract aid end AU-2010-0085 2010-05-11-k7qm acceptee --reason acces_emploi",
                  "mloc contract aid end AU-2010-0085 2010-05-11-k7qm refusee --reason budget_epuise"},
                 {argument("CASE", &A::case_text, whole_case), argument("RECORD", &A::request, "id of the request"),
                  argument("OUTCOME", &A::outcome, "what was decided").one_of({"acceptee", "refusee"}),
                  option("--reason CODE", &A::reason, "code of {}").code_of({"motif_accord_aide", "motif_refus_aide"}).required(),
                  option("--amount AMOUNT", &A::amount, "granted for one payment; default: what was asked"),
                  option("--on DAY", &A::on, the_day)}).writing();
}
Verb commit_verb() {
  using A = CommitArgs;
  return verb<A>("commit", "Commit aid: of a monthly request every month at once.", commit_aid,
                 {"mloc contract commit AU-2010-0085 250,00 --service forfait_code", "mloc contract commit AU-2010-0085 --aid 2010-05-11-k7qm"},
                 {argument("CASE", &A::case_text, whole_case), argument("[AMOUNT]", &A::amount, "what is committed; default: what was granted"),
                  option("--on DAY", &A::on, the_day),
                  option("--for WHOM", &A::paid_to, "school, landlord or person; default: school").one_of({"school", "landlord", "person"}),
                  option("--payee CODE", &A::payee, "the partner; default: the assigned school"),
                  option("--nature CODE", &A::nature, "code of {}").code_of({"nature_aide"}), option("--service CODE", &A::service, "code of {}").code_of({"prestation_auto_ecole"}),
                  option("--voucher NUMBER", &A::voucher, "number of the quote, unique"),
                  option("--aid RECORD", &A::request, "the request that was granted"),
                  option("--line FUNDER/LINE", &A::line, "the budget line; default: the one that takes the nature"), option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb pay_verb() {
  using A = PayArgs;
  return verb<A>("pay", "Pay a commitment, wholly or in part.", pay_aid, {"mloc contract pay AU-2010-0085 250,00 --voucher A0002"},
                 {argument("CASE", &A::case_text, whole_case), argument("AMOUNT", &A::amount, "what is paid"),
                  option("--on DAY", &A::on, the_day),
                  option("--entry RECORD", &A::commitment, "the commitment; default: the only open one or the next month's"),
                  option("--means CODE", &A::means, "code of {}").code_of({"moyen_paiement"}), option("--voucher NUMBER", &A::voucher, "number of the voucher, unique"),
                  option("--programme CODE", &A::programme, the_programme)}).writing();
}
Verb reverse_verb() {
  using A = ReverseArgs;
  return verb<A>("reverse", "Take an entry of the ledger away by one that names it.", reverse_entry,
                 {"mloc contract reverse AU-2010-0085 2010-05-11-k7qm --reason erreur_saisie"},
                 {argument("CASE", &A::case_text, whole_case), argument("RECORD", &A::entry, "id of the entry, or its voucher"),
                  option("--reason CODE", &A::reason, "code of {}").code_of({"motif_rectification"}).required(),
                  option("--amount AMOUNT", &A::amount, "a part of it; default: all that is left"), option("--on DAY", &A::on, the_day)}).writing();
}
Verb export_verb() {
  using A = JournalArgs;
  return verb<A>("journal", "Write every ledger as a journal for hledger.", export_journal,
                 {"mloc contract journal | hledger -f - balance", "mloc contract journal -o livre.journal"},
                 {option("--programme CODE", &A::programme, "one programme only"),
                  option("-o, --output FILE", &A::output, "write there instead of standard output")}).writing();
}
Verb balance_verb() {
  using A = BalanceArgs;
  return verb<A>("balance", "List the ledgers: contribution due, received, owing; aid committed, paid, left.", list_balances,
                 {"mloc contract balance AU-2010-0085", "mloc contract balance owing:0.01.. programme:permis -O csv"},
                 {argument("[TERM...]", &A::terms, "field:value, field:least..most, not:field:value; else a case: id, file number, unique prefix or name"),
                  option("--on DAY", &A::on, "the state of that day; default: of all entries")},
                 listing);
}
Verb budget_verb() {
  using A = BudgetArgs;
  return verb<A>("budget", "Show the budget lines: amount, committed, paid, left; and the contributions: due, received, owing.", show_budget,
                 {"mloc contract budget", "mloc contract budget --group funder --on 2010-06-30 -O csv"},
                 {argument("[CODE]", &A::programme, "one programme only").from(Source::programme), option("--on DAY", &A::on, "the state of that day; default: of all entries"),
                  option("--group COLUMN", &A::group, "one row for each").one_of({"funder"})},
                 listing);
}
Verb schedule_verb() {
  using A = ScheduleArgs;
  return verb<A>("schedule", "List what falls due: instalments of the contribution, aid month by month.", list_schedule,
                 {"mloc contract schedule PA-2009-0012", "mloc contract schedule overdue:true --fail-if-any -O csv"},
                 {argument("[TERM...]", &A::terms, "field:value, field:least..most, not:field:value; else a case: id, file number, unique prefix or name"),
                  option("--on DAY", &A::on, "what is settled on that day; default: today")},
                 listing);
}
Verb statement_verb() {
  using A = StatementArgs;
  return verb<A>("statement", "Print the account of one person, in French.", print_statement,
                 {"mloc contract statement AU-2010-0085", "mloc contract statement AU-2010-0085 -o releve.html"},
                 {argument("CASE", &A::case_text, any_case), option("--on DAY", &A::on, "the state of that day; default: today"),
                  option("-o, --output FILE", &A::html, "a page to print, - for standard output"), option("--programme CODE", &A::programme, the_programme)}).writing();
}

}  // namespace

std::vector<Verb> contract_verbs() {
  std::vector<Verb> verbs = agreement_verbs();
  const std::vector<Verb> money = {
          assign_verb(),
          due_verb(),
          receive_verb(),
          request_verb(),
          decide_verb(),
          commit_verb(),
          pay_verb(),
          reverse_verb(),
          export_verb(),
          balance_verb(),
          budget_verb(),
          schedule_verb(),
          statement_verb()};
  verbs.insert(verbs.end(), money.begin(), money.end());
  return verbs;
}

}  // namespace mloc::contract
