#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/report/engine/report.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::report {

/// What became of figures that were published: when that was, and each figure that has another value now.
struct Revised {
  std::string day;
  std::vector<std::string> changes;  ///< `site/orleans learners: 138 → 139`
};

/// A report with its figures of a period, and which of them are not told to those it is for.
struct ReportRun {
  Report report;
  Figures figures;
  std::int64_t threshold = 0;                  ///< for readers outside: the smallest number told; 0: for the office
  std::vector<std::vector<char>> hidden = {};  ///< with a threshold: a row for each of the figures, a column for each of the report
  std::vector<std::vector<char>> told = {};    ///< the same: what the readers know already, for it was published so
  std::size_t left_out = 0;                    ///< so many records were broken
  std::optional<Revised> revised = {};         ///< none: never published
  bool is_hidden(std::size_t row, std::size_t column) const { return threshold > 0 && hidden[row][column]; }
};

/// The smallest number told to `readers` (`partners` or `public`): `[thresholds]` of mloc.toml, else 5 and 11.
Result<std::int64_t> threshold_for(const Index& index, const std::string& readers);
/// Whether readers outside may see a column at all: closed until a `-- people:` or `-- open:` line names it.
bool is_told(const Report& report, const ReportColumn& column);
/// Runs of another period, which hang together with those at hand: published to their readers (`told` and `hidden` say what), or
/// of a stretch of time that was never printed, but that sums and differences of periods tell.
struct OtherPeriod {
  std::vector<ReportRun> runs;
  bool is_published = false;
};
/// Hides small numbers and whatever would tell them, in all the runs together: the same number in two reports is hidden in
/// both. What `hidden` and `told` of a run say beforehand stays. The periods together must be made of those that no other
/// begins or ends within. G129 when figures do not add up as a report says.
Result<std::size_t> hide_small_numbers(std::vector<ReportRun>& runs, std::int64_t threshold, const std::vector<OtherPeriod>& others = {});

}  // namespace mloc::report
