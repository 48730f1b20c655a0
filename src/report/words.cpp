#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::report {

using namespace cli;
namespace {
const Formats figures = {Format::table, Format::csv, Format::json, Format::md, Format::html, Format::xlsx};
}

std::vector<Verb> report_verbs() {
  using Args = ReportArgs;
  return {verb<Args>("", "Print the figures of a report for a period; `mloc report list` names the reports.", make_report,
                     {"mloc report monthly 2010-06", "mloc report monthly last-month -O csv", "mloc report funder 2010 --programme permis", "mloc report pole 2010 --for partners", "mloc report school 2010 -O html -o school.html", "mloc report programme 2010 --programme permis -o permis.pdf",
                      "mloc report school 2010 -O xlsx -o school.xlsx", "mloc report all last-month -o reports/last-month",
                      "0 6 1 * *  mloc -C /srv/office -q report all last-month -o /srv/www/reports", "mloc report programme --explain"},
                     {argument("NAME", &Args::name, "the report, or all").from(Source::report),
                      argument("[PERIOD]", &Args::period, "2010-06, 2010-Q2, 2010, last-month, 2010-03..2010-06; none with --explain: what each column counts, in words and in SQL"),
                      option("--programme CODE", &Args::programme, "only the rows of this programme"),
                      option("--for READERS", &Args::readers, "hide small numbers, and what would tell them, from").one_of({"partners", "public"}),
                      option("-o, --output FILE", &Args::output, "write there, over an older one: FILE.pdf a page, by weasyprint; of all a folder"),
                      flag("--allow-invalid", &Args::allow_invalid, "leave records with errors out; the status is 3")},
                     figures),
          verb<ReportListArgs>("list", "List the reports, built in and of the workspace.", list_the_reports, {"mloc report list"}, {terms(&ReportListArgs::terms)}, listing),
          verb<ReportSqlArgs>("sql", "Print the SQL of a report as it is run, with its layout.", print_report_sql,
                              {"mloc report sql school | psql region", "mloc report sql monthly > reports/mois.sql"}, {argument("NAME", &ReportSqlArgs::name, "the report").from(Source::report)}),
          verb<DiffArgs>("diff", "Show what moved in a report between two periods, or between two publications.", diff_reports,
                         {"mloc report diff programme 2010-05 2010-06", "mloc report diff funder 2010-Q1 2010-Q2 --published --for partners"},
                         {argument("NAME", &DiffArgs::name, "the report").from(Source::report), argument("PERIOD", &DiffArgs::before, "the period before"),
                          argument("PERIOD", &DiffArgs::after, "the period after"),
                          flag("--published", &DiffArgs::published, "the figures as they were published"),
                          option("--for READERS", &DiffArgs::readers, "the figures as they are told to").one_of({"partners", "public"})},
                         listing),
          verb<PortfolioArgs>("portfolio", "Show the young people of one referent: stay, contract, meetings, what is due.", show_portfolio,
                              {"mloc report portfolio 2010-06 --for dupont", "mloc report portfolio 2010 --for dupont -O html -o dupont.html"},
                              {argument("PERIOD", &PortfolioArgs::period, "2010-06, 2010-Q2, 2010, last-month, 2010-03..2010-06"),
                               option("--for CODE", &PortfolioArgs::referent, "the referent; default: that of --as").from(Source::staff),
                               option("-o, --output FILE", &PortfolioArgs::output, "write there, over an older one")},
                              {Format::table, Format::csv, Format::json, Format::md, Format::html})
              .writing(),
          verb<PublishArgs>("publish", "Freeze the figures of a period; later runs of its reports say what was revised.", publish_reports,
                            {"mloc report publish last-month", "mloc report publish 2010-06 --for partners"},
                            {argument("PERIOD", &PublishArgs::period, "2010-06, 2010-Q2, 2010, last-month; over by now"),
                             option("--for READERS", &PublishArgs::readers, "the figures as they are told to").one_of({"partners", "public"})})
              .writing()};
}

}  // namespace mloc::report
