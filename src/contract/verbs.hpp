#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/money.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/import/import.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::contract {

struct AssignArgs {
  CaseText case_text;
  std::string school;
  std::optional<Date> on;
  std::optional<std::string> programme;
};
/// From a day on the learner is at that school; within its agreement, its approval and its places.
Result<Exit> assign_school(World& world, const Globals& globals, const AssignArgs& args);

struct DueArgs {
  CaseText case_text;
  int instalments = 1;
  std::optional<Date> on;
  std::optional<std::string> programme;
};
/// Enters the contribution as due, in as many monthly instalments as the programme offers.
Result<Exit> enter_due(World& world, const Globals& globals, const DueArgs& args);

struct ReceiveArgs {
  CaseText case_text;
  std::optional<Money> amount;
  std::optional<Date> on;
  std::optional<std::string> programme, means, voucher;
  std::optional<int> instalment;
};
/// Enters a part of the contribution as received and says what is still owing.
Result<Exit> receive_contribution(World& world, const Globals& globals, const ReceiveArgs& args);

struct RequestArgs {
  CaseText case_text;
  std::optional<Money> amount;
  std::string nature, paid_to;
  std::optional<std::string> payee, programme;
  std::optional<int> months;
  std::optional<Date> on;
};
/// A request for aid, one-off or monthly.
Result<Exit> request_aid(World& world, const Globals& globals, const RequestArgs& args);

struct DecideArgs {
  CaseText case_text;
  std::string request, outcome, reason;
  std::optional<Money> amount;
  std::optional<Date> on;
};
/// Grants or refuses a request, with its reason; once.
Result<Exit> decide_aid(World& world, const Globals& globals, const DecideArgs& args);

struct CommitArgs {
  CaseText case_text;
  std::optional<Money> amount;
  std::optional<Date> on;
  std::optional<std::string> programme, paid_to, payee, nature, service, voucher, request;
  std::optional<std::string> line;  ///< `funder/line`
};
/// Commits aid: to the assigned school, a landlord or the person; of a monthly request every month at once.
Result<Exit> commit_aid(World& world, const Globals& globals, const CommitArgs& args);

struct PayArgs {
  CaseText case_text;
  std::optional<Money> amount;
  std::optional<Date> on;
  std::optional<std::string> programme, commitment, means, voucher;
};
/// Pays a commitment, wholly or in part.
Result<Exit> pay_aid(World& world, const Globals& globals, const PayArgs& args);

struct ReverseArgs {
  CaseText case_text;
  std::string entry, reason;
  std::optional<Money> amount;
  std::optional<Date> on;
};
/// Takes an entry away, wholly or in part, by an entry that names it.
Result<Exit> reverse_entry(World& world, const Globals& globals, const ReverseArgs& args);

struct BalanceArgs {
  std::vector<std::string> terms;  ///< cases among them
  std::optional<Date> on;
};
/// One row for each case with a ledger: contribution due, received, owing; aid committed, paid, left.
Result<Exit> list_balances(World& world, const Globals& globals, const BalanceArgs& args);

struct BudgetArgs {
  std::optional<std::string> programme;
  std::optional<Date> on;
  std::optional<std::string> group;  ///< `funder`
};
/// One row for each budget line (or funder): amount, committed, paid, left; one for the contributions: due, received, owing.
Result<Exit> show_budget(World& world, const Globals& globals, const BudgetArgs& args);

struct ScheduleArgs {
  std::vector<std::string> terms;  ///< cases among them
  std::optional<Date> on;
};
/// One row for each instalment of a contribution and each commitment of aid, with what is settled of it.
Result<Exit> list_schedule(World& world, const Globals& globals, const ScheduleArgs& args);

struct StatementArgs {
  CaseText case_text;
  std::optional<std::string> programme;
  std::optional<std::string> html;  ///< a file for the page, - for standard output
  std::optional<Date> on;
};
/// The account of one person on paper, in French.
Result<Exit> print_statement(World& world, const Globals& globals, const StatementArgs& args);

struct JournalArgs {
  std::optional<std::string> programme, output;
};
/// Every ledger as a journal that hledger reads.
Result<Exit> export_journal(World& world, const Globals& globals, const JournalArgs& args);

}  // namespace mloc::contract
