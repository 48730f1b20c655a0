#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// What a figure is, once for every report and listing that shows it: src/report/sql/parts/NAME.sql, tables of a WITH, each
/// followed by a comma. Nothing when there is no such part.
std::optional<std::string_view> shared_sql(std::string_view name);
/// `select` over the tables of the part `name`, which is there.
std::string over_shared_sql(std::string_view name, std::string_view select);

}  // namespace mloc
