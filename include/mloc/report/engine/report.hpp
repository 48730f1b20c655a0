#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/base/column.hpp"
#include "mloc/base/date.hpp"
#include "mloc/base/result.hpp"
#include "mloc/index/index.hpp"
#include "mloc/store/store.hpp"

namespace mloc::report {

/// A column that a report shows. A ratio is computed here from two columns of the SQL, never in SQL.
struct ReportColumn {
  using Kind = ColumnKind;
  std::string name;
  Kind kind = Kind::text;
  std::string french, english;
  std::string part = {}, whole = {};  ///< ratio: the columns it divides
  int decimals = 0;
  ColumnUnit unit = ColumnUnit::none;
};

/// `-- people: learners > sessions, minutes`: the column counts people, on whom the figures of the others rest.
struct ReportPeople {
  std::string column;
  std::vector<std::string> resting;
};
/// `-- adds: level school to site within site`: rows with `part` in `column` add up to the one with `whole`, of those that
/// agree in `within`; `*` is any value, `-` none. `-- adds: people to share within item`: the column adds up to what the
/// ratio divides by. `-- adds: present, absent to known`: in each row these columns add up to that one.
struct ReportSum {
  std::string column, part, whole, ratio;
  std::vector<std::string> within, columns;
};
/// `-- codes: value motif_sortie where section = exits`: where people read, these lists say what the codes of the column mean
/// (code lists, or what report_words.hpp knows of the workspace). The first line and list that know a code speak.
struct ReportCodes {
  std::string column;
  std::vector<std::string> lists;
  std::vector<std::pair<std::string, std::string>> where;
};
/// `-- same: paid where item = total as cumulative_amount where section = money and item = aide_payee`: two names of one figure,
/// for those who hide small numbers; a `-` takes a word of the row away.
struct ReportSame {
  std::string column, as_column;
  std::vector<std::pair<std::string, std::string>> where, as;
};
/// `-- grows: cumulative by in_period`: the column counts up to the period's last day, and grows by what the other one counts.
struct ReportGrowth {
  std::string column, by;
};
/// `-- says: learners | French | English`: what a column counts, or `section = entries` what its rows are about (--explain).
struct ReportSays {
  std::string what, french, english;
};
/// `-- plot: bars school minutes where level = school | French | English`: a drawing on the report's page.
struct ReportPlot {
  enum class Kind : std::uint8_t { bars, trend, funnel, distribution };
  Kind kind = Kind::bars;
  std::vector<std::string> columns;  ///< bars, trend: label and value; funnel: its steps; distribution: the value
  std::vector<std::pair<std::string, std::string>> where;
  std::string french, english;
};

/// A report: one SQL text whose first comment lines say how its columns are shown and what they count (mloc-report(1)).
struct Report {
  std::string name;
  std::string file;      ///< for messages: `reports/hours.sql`
  bool built_in = true;
  std::string french, english;  ///< title
  std::vector<ReportColumn> columns;
  std::vector<ReportPeople> people;  ///< none: the report can be told to nobody outside
  std::vector<ReportSum> sums;
  std::vector<ReportSame> same;
  std::vector<ReportGrowth> grows;
  std::vector<std::string> loose;    ///< `-- loose:` columns that may count somebody in two parts, or in none
  std::vector<std::string> open;     ///< `-- open:` figures that say nothing of people
  std::vector<ReportCodes> codes;
  std::vector<ReportPlot> plots;
  std::vector<ReportSays> says;
  std::string of_programmes;  ///< `-- page: schools`: stands on the pages of programmes that have these
  std::string sql;
  bool reads_passports = false, reads_categories = false;  ///< `-- reads:` of a built-in one; nobody else's may
  bool reads_meetings = false;  ///< `-- reads: meetings`: the table waiting_meeting, which is computed and no record
};

/// Reads the layout; C166 with its place for a line that is not understood.
Result<Report> read_report(std::string name, std::string file, std::string_view sql);

/// The built-in reports and those of the workspace's reports/, by name; a team's own takes the place of a built-in one.
Result<std::vector<Report>> list_reports(const Store& store);
/// C165 with the nearest name when there is none.
Result<Report> find_report(const Store& store, std::string_view name);

/// The report's rows for a period; one value for each of its columns, a ratio as part and whole.
struct Ratio {
  std::int64_t part = 0;
  std::int64_t whole = 0;
};
struct Figure {
  SqlValue value;  ///< of a ratio nothing
  Ratio ratio;
};
struct Figures {
  Period period;
  std::vector<std::vector<Figure>> rows;
};
/// C167 when the SQL does not give a column of the layout.
/// Rows of the table waiting_meeting: case_id, job, meeting, due.
using WaitingMeetings = std::vector<std::array<std::string, 4>>;
Result<Figures> run_report(Index& index, const Report& report, const Period& period, const WaitingMeetings& waiting = {});

}  // namespace mloc::report
