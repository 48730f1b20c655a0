#include "mloc/cli/verb.hpp"
#include "query_verbs.hpp"

namespace mloc::office {

using namespace cli;

std::vector<Verb> query_verbs() {
  using Args = QueryArgs;
  return {verb<Args>(
      "", "Ask the records anything in SQL; nothing can be changed.", run_query,
      {"mloc query \"SELECT school, COUNT(*) AS lessons FROM lesson WHERE voided_day IS NULL GROUP BY school\"",
       "mloc query --tables", "mloc query --tables lesson"},
      {argument("[SQL]", &Args::sql, "one SELECT; with --tables the name of a table"),
       flag("--tables", &Args::tables, "what each table and column is, and what it is joined on"),
       flag("--sensitive", &Args::sensitive, "show sensitive codes, which otherwise read 'masked'"),
       flag("--identities", &Args::identities, "open the tables of names and addresses"),
       flag("--allow-invalid", &Args::allow_invalid, "leave records with errors out; the status is 3")},
      listing)};
}

std::vector<Verb> export_verbs() {
  using Args = ExportArgs;
  return {verb<Args>("", "Write the records as JSON Lines, or one table as CSV.", run_export,
                     {"mloc export > records.jsonl", "mloc export lesson -O csv --output lessons.csv",
                      "mloc export person application"},
                     {argument("[KIND...]", &Args::kinds, "kinds of records; with -O csv one table"),
                      option("-o, --output FILE", &Args::output, "write there instead of standard output"),
                      flag("--sensitive", &Args::sensitive, "write sensitive codes, which otherwise read 'masked'"),
                      flag("--identities", &Args::identities, "write names and addresses, too"),
                      flag("--allow-invalid", &Args::allow_invalid, "leave records with errors out; the status is 3")},
                     exporting).writing(),
          verb<PostgresArgs>("postgresql", "Print a script for psql that puts one or several workspaces into one database.", export_postgresql,
                             {"mloc export postgresql nord sud est | psql region", "mloc export postgresql > region.sql"},
                             {argument("[DIR...]", &PostgresArgs::workspaces, "workspaces of different organisations; default: the one of -C"),
                              flag("--sensitive", &PostgresArgs::sensitive, "write sensitive codes, which otherwise read 'masked'")})};
}

}  // namespace mloc::office
