#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc {

/// What mloc.toml says against itself, though its schema accepts it: a code twice, somebody's site or the usual author that it
/// does not name. E193 I123 I130, with line and column.
std::vector<Problem> contradictions_of_settings(const Node& root, const std::string& file);

/// What a programme's file says against itself: another code than its name, a code twice, days and thresholds in the wrong order,
/// a followed commitment that nobody enters into, funders who pay more than everything. E101 E193 E194 E195 E196 E197.
std::vector<Problem> contradictions_of_programme(const Node& root, const std::string& file, std::string_view name);

}  // namespace mloc
