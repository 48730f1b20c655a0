#pragma once
#include <string>

#include "mloc/index/index.hpp"
#include "mloc/render/table.hpp"

namespace mloc {

/// The text of a value of SQL; "" when nothing is known or it is no text.
std::string text_of(const SqlValue& value);
/// A value of SQL as a listing shows it; no infinity, no NaN.
Cell cell_of(const SqlValue& value, Column::Kind kind);

}  // namespace mloc
