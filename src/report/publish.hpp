#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run_report.hpp"

namespace mloc::report {

inline constexpr std::string_view publications = "published";  ///< the folder

/// One digest of every record that a report may count: paths and bytes of all files but the identities.
Result<std::string> digest_of_data(const Store& store);

/// The texts of the run's figures in the publication of its period for these readers: a row for each of the run's, a column for
/// each of the report; no value for what the publication does not have. Nothing when there is none.
Result<std::optional<std::vector<std::vector<Cell>>>> published_texts(const Store& store, const ReportRun& run, const std::string& readers);

/// The report as it was published for these readers of the period, with the columns that it has today; nothing when it was not.
Result<std::optional<Table>> published_table(const Store& store, const Report& report, const Period& period, const std::optional<std::string>& readers);

/// Compares the run with what was published for its period and these readers; `run.revised` stays empty when nothing was.
Result<> find_revisions(const Workspace& workspace, ReportRun& run, const std::optional<std::string>& readers);

}  // namespace mloc::report
