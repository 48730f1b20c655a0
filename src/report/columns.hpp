#pragma once
#include <string>
#include <utility>
#include <vector>

#include "mloc/index/index.hpp"
#include "mloc/render/table.hpp"
#include "mloc/report/engine/report.hpp"

namespace mloc::report {

/// Whether the row has these words in these columns; `-` is nothing.
bool meets(const Table& table, const std::vector<Cell>& row, const std::vector<std::pair<std::string, std::string>>& conditions);

/// A report's table for people: words where the `-- codes:` lines of the report know one, codes elsewhere. A list is a code
/// list, or of the workspace `sites`, `partners`, `staff`, `programmes`, `lines` (of budgets), `instruments`, `questions` and `answers`
/// of any instrument, `mobility.questions` of one, `months` (2010-06), or `communes` of the official list. V250 for another.
Result<Table> in_words(const Index& index, const Report& report, Table table, Language language);

}  // namespace mloc::report
