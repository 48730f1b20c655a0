#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mloc/contract/rules/ledger.hpp"

namespace mloc::contract {

/// What stands above an account: names as the reader knows them.
struct StatementHead {
  std::string organisation, programme, name, file_number;  ///< name empty where identities are not at hand
  Date day;
};

/// An account on one day in French words and amounts, ready for a text or a page.
struct Statement {
  StatementHead head;
  struct Line {
    std::string day, what, voucher, amount;
  };
  std::vector<Line> lines;
  /// What falls due, with what is settled of it and what is still open.
  struct Due {
    std::string day, what, amount, settled, open;
  };
  std::vector<Due> dues;
  struct Sums {
    std::string title;
    std::vector<std::pair<std::string, std::string>> amounts;
  };
  std::vector<Sums> sums;

  static Statement of(const StatementHead& head, std::span<const Entry> ledger, const LedgerRules& rules);
  std::string title() const;
  std::string text() const;
};

/// The sentence below every account: how an error is mended.
std::string_view statement_remark();

}  // namespace mloc::contract
