#pragma once
#include "mloc/render/page.hpp"
#include "run_report.hpp"

namespace mloc::report {

/// All rows of a run on a page, as a person compares them: no word is repeated on every row, for what rows have in common is the
/// caption of their table or the head of their group, which has the figures of the row that is of the group as a whole; columns
/// without a value are named below; a table of more columns than a sheet of paper holds goes on in another. `table`: in words, of
/// the same rows.
void put_tables(Page& page, const ReportRun& run, const Table& table, Language language);

}  // namespace mloc::report
