#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/result.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::report {

struct ReportArgs {
  std::string name;              ///< `list` lists the reports, `all` makes each of them
  std::optional<Period> period;
  bool allow_invalid = false;    ///< leave bad records out, say how many, Exit::partial
  std::optional<std::string> readers;  ///< partners, public: small numbers are hidden
  std::optional<std::string> output;   ///< a file of the caller, over an older one; of `all` a folder
  std::optional<std::string> programme;  ///< only the rows of this one
};
/// `mloc report NAME PERIOD`. The period's range is printed: above a table, else on standard error.
Result<Exit> make_report(World& world, const Globals& globals, const ReportArgs& args);

struct ReportListArgs {
  std::vector<std::string> terms;
};
Result<Exit> list_the_reports(World& world, const Globals& globals, const ReportListArgs& args);

struct ReportSqlArgs {
  std::string name;
};
/// The SQL as it is run, its parts put in: for another database, or to begin a report of one's own.
Result<Exit> print_report_sql(World& world, const Globals& globals, const ReportSqlArgs& args);

struct DiffArgs {
  std::string name;
  std::optional<Period> before, after;
  bool published = false;              ///< as they were published, not as they are today
  std::optional<std::string> readers;
};
/// `mloc report diff NAME A B`: what moved between two periods, figure by figure. V340 where nothing was published. Exit 1 when
/// something moved.
Result<Exit> diff_reports(World& world, const Globals& globals, const DiffArgs& args);

struct PortfolioArgs {
  std::optional<Period> period;
  std::optional<std::string> referent;  ///< staff; else that of --as
  std::optional<std::string> output;
};
/// `mloc report portfolio PERIOD --for CODE`: the young people of one referent, one line each. C115 without a referent.
Result<Exit> show_portfolio(World& world, const Globals& globals, const PortfolioArgs& args);

struct PublishArgs {
  std::optional<Period> period;
  std::optional<std::string> readers;
};
/// `mloc report publish PERIOD`: freezes the figures of every report that says whom it counts, with the digest of the data.
/// G133 when the figures were published and are others now, G135 for a period that is not over.
Result<Exit> publish_reports(World& world, const Globals& globals, const PublishArgs& args);

}  // namespace mloc::report
