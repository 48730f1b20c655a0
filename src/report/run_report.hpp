#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mloc/render/table.hpp"
#include "mloc/report/guard.hpp"

namespace mloc::report {

/// A report for the office: everything is told.
Result<ReportRun> run_inside(Workspace& workspace, Index& index, const Report& report, const Period& period);
/// All reports that say whom they count, without small numbers: they are judged together, so that no report tells what
/// another hides.
Result<std::vector<ReportRun>> run_all_for(Workspace& workspace, Index& index, const Period& period, const std::string& readers);
/// One of them; G130 for a report that does not say whom it counts, V251 for one whose rows are people.
Result<ReportRun> run_for(Workspace& workspace, Index& index, const Report& report, const Period& period, const std::string& readers);

/// Every report that says whom it counts; for the office when no readers are named.
Result<std::vector<ReportRun>> run_published(Workspace& workspace, Index& index, const Period& period, const std::optional<std::string>& readers);

/// Whether its rows are people, by case or file number: no number of people tells such a list.
bool lists_people(const Report& report);

/// What stands for a hidden figure, in every format.
inline constexpr std::string_view hidden_figure = "s";
/// What a share keeps: a program all the decimals of the layout, a person one of percent, rounded from the exact value.
enum class ReadBy : std::uint8_t { program, person };
/// The columns that its readers may see, hidden figures as `hidden_figure`.
Table table_of(const ReportRun& run, ReadBy reader = ReadBy::program);
/// Whom figures are for, and whether small numbers are shown.
std::string for_whom(const std::optional<std::string>& readers, Language language);
/// `2010-06-01..2010-06-30`, in French `du 01/06/2010 au 30/06/2010`.
std::string period_in_words(const Period& period, Language language);
/// `Activity of the month …, 2010-06-01..2010-06-30`.
std::string title_of(const ReportRun& run, Language language);
/// What a reader must know beside the figures: what `s` means, how many broken records are left out, what was revised.
std::vector<std::string> notes_of(const ReportRun& run, Language language);

}  // namespace mloc::report
