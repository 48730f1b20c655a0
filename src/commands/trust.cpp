#include "trust.hpp"

#include <cmath>

#include <fmt/format.h>

#include "mloc/base/money.hpp"

namespace mloc {

Result<Trusted> trusted_index(Workspace& workspace, bool allow_invalid) {
  TRY(index, workspace.index());
  TRY(left_out, index->require_valid(allow_invalid ? Invalid::leave_out : Invalid::refuse));
  if (left_out > 0)
    remark(workspace.world(), fmt::format("{} {} in the records, left out; `mloc check` lists {}", left_out,
                                          left_out == 1 ? "problem" : "problems", left_out == 1 ? "it" : "them"));
  return Trusted{index, left_out};
}

Cell cell_of(const SqlValue& value, Column::Kind kind) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* real = std::get_if<double>(&value)) return std::isfinite(*real) ? Cell(fmt::format("{}", *real)) : Cell();
  const auto* number = std::get_if<std::int64_t>(&value);
  if (!number) return std::nullopt;
  if (kind == Column::Kind::flag) return *number ? "true" : "false";
  if (kind == Column::Kind::money)
    if (const auto money = Money::of_cents(*number)) return money->text();
  return fmt::format("{}", *number);
}

}  // namespace mloc
