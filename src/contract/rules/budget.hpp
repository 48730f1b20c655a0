#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mloc/contract/rules/ledger.hpp"
#include "mloc/programme/programme.hpp"

namespace mloc::contract {

/// The budget line `funder/line` on which an entry of aid falls, or nothing: the one that it names, that of the
/// commitment it pays or of the entry it reverses; else the first whose funder pays on its day and which takes its
/// nature; else the first that takes any.
std::string line_of(const Programme& programme, std::span<const Entry> ledger, const Entry& entry);

/// Every `funder/line` of a programme, in its order.
std::vector<std::string> budget_lines(const Programme& programme);

/// Whole cents on one line. `committed` is what is not paid yet.
struct LineSums {
  std::string line;  ///< empty: aid on no line
  std::int64_t amount = 0, committed = 0, paid = 0;
  std::int64_t left() const { return amount - committed - paid; }
};
/// Adds up the ledgers of a programme line by line, over all days, with one that is about to be written. What the lines come
/// to is what the ledgers come to, to the cent; and what `aids` of the reports' SQL says of those that are written.
class Budget {
 public:
  explicit Budget(const Programme& programme);
  void add(std::span<const Entry> ledger);
  /// The programme's lines in its order; then one without a name, when some aid is on none.
  std::vector<LineSums> sums() const;

 private:
  const Programme& programme_;
  std::vector<LineSums> sums_;  ///< the last one is of no line
};

}  // namespace mloc::contract
