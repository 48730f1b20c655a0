#include "mloc/workspace/sql_cells.hpp"

#include <cmath>

#include <fmt/format.h>

#include "mloc/base/money.hpp"

namespace mloc {

std::string text_of(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : std::string();
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
