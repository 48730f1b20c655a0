#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace mloc {

/// What a figure is, once for every report and listing that shows it: src/report/sql/parts/NAME.sql, tables of a WITH, each
/// followed by a comma. Nothing when there is no such part.
std::optional<std::string_view> shared_sql(std::string_view name);
/// `select` over the tables of these parts, which are there, in an order in which each reads those before it.
std::string over_shared_sql(std::initializer_list<std::string_view> names, std::string_view select);

}  // namespace mloc
