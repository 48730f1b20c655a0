#include "accounts.hpp"

#include "mloc/workspace/sql_cells.hpp"

namespace mloc::contract {

const std::string_view accounts_sql =
    "SELECT e.case_id, e.programme, (SELECT MIN(a.file_number) FROM application a WHERE a.case_id = e.case_id AND a.programme = e.programme AND "
    "a.voided_day IS NULL), e.id, e.kind, e.day, e.amount_cents, e.reverses, e.commitment, e.request, e.voucher, e.payee, e.nature, e.line "
    "FROM entry e ORDER BY 3, 1, 2, e.id";

std::vector<Account> accounts_of(const Rows& rows) {
  std::vector<Account> accounts;
  for (const auto& row : rows.rows) {
    if (accounts.empty() || accounts.back().case_id != text_of(row[0]) || accounts.back().programme != text_of(row[1]))
      accounts.push_back({{text_of(row[1]), text_of(row[2]), {}}, text_of(row[0])});
    accounts.back().ledger.push_back({text_of(row[3]), *entry_kind(text_of(row[4])), *Date::parse(text_of(row[5])),
                                      *Money::of_cents(std::get<std::int64_t>(row[6])), text_of(row[7]), text_of(row[8]), text_of(row[9]),
                                      text_of(row[10]), text_of(row[11]), text_of(row[12]), text_of(row[13])});
  }
  return accounts;
}

Result<std::vector<Account>> all_accounts(Workspace& workspace) {
  TRY(index, workspace.valid_index());
  TRY(rows, index->rows(accounts_sql));
  return accounts_of(rows);
}

}  // namespace mloc::contract
