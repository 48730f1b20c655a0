#include "mloc/cli/verb.hpp"
#include "mloc/commands/evaluation.hpp"
#include "mloc/commands/report.hpp"

namespace mloc::cli {
namespace {
const Formats pages = {Format::table, Format::csv, Format::json, Format::md, Format::html};
const Formats figures = {Format::table, Format::csv, Format::json, Format::md, Format::html, Format::xlsx};
}

std::vector<Verb> report_verbs() {
  using Args = ReportArgs;
  using Evaluation = EvaluationArgs;
  return {verb<Args>("", "Print the figures of a report for a period; `mloc report list` names the reports.", make_report,
                     {"mloc report monthly 2010-06", "mloc report monthly last-month -O csv", "mloc report funder 2010 --programme autonomie", "mloc report pole 2010 --for partners", "mloc report school 2010 -O html -o school.html", "mloc report school 2010 -O xlsx -o school.xlsx",
                      "mloc report all last-month -o reports/last-month", "mloc report list"},
                     {argument("NAME", &Args::name, "the report, list, or all"),
                      argument("[PERIOD]", &Args::period, "2010-06, 2010-Q2, 2010, last-month, 2010-03..2010-06"),
                      option("--programme CODE", &Args::programme, "only the rows of this programme"),
                      option("--for READERS", &Args::readers, "hide small numbers, and what would tell them, from").one_of({"partners", "public"}),
                      option("-o, --output FILE", &Args::output, "write there, over an older one; of all a folder"),
                      flag("--allow-invalid", &Args::allow_invalid, "leave records with errors out; the status is 3"),
                      flag("--fail-if-empty", &Args::fail_if_empty, "status 1 when there is no row")},
                     figures),
          verb<ReportSqlArgs>("sql", "Print the SQL of a report as it is run, with its layout.", print_report_sql,
                              {"mloc report sql school | psql region", "mloc report sql monthly > reports/mois.sql"}, {argument("NAME", &ReportSqlArgs::name, "the report")}),
          verb<PublishArgs>("publish", "Freeze the figures of a period; later runs of its reports say what was revised.", publish_reports,
                            {"mloc report publish last-month", "mloc report publish 2010-06 --for partners"},
                            {argument("PERIOD", &PublishArgs::period, "2010-06, 2010-Q2, 2010, last-month; over by now"),
                             option("--for READERS", &PublishArgs::readers, "the figures as they are told to").one_of({"partners", "public"})})
              .writing(),
          verb<Evaluation>("evaluation", "Compare the two arms of a randomised draw, in the records or in a CSV file.", evaluate_draw,
                           {"mloc report evaluation --programme pass-accompagnement --wave t24 --outcome precaire --outcome situation=emploi --replays 10000", "mloc report evaluation --data survey.csv --outcome licence --outcome employed --assign z --stratum site",
                            "mloc report evaluation --data survey.csv --outcome licence --assign z --stratum site --received d --replays 10000 --id file_number -O json"},
                           {option("--data FILE", &Evaluation::data, "one line a person, - for standard input; needs no workspace"),
                            option("--programme CODE", &Evaluation::programme, "the draw, entries and answers of a programme"),
                            option("--draw ID", &Evaluation::draw, "the draw; the only one that was run when left out"),
                            option("--wave CODE", &Evaluation::wave, "the wave of the survey, as t24"),
                            option("--outcome NAME", &Evaluation::outcomes, "a column, or ITEM or ITEM=CODE of the instrument; may be repeated, then Holm's correction counts all").required(),
                            option("--assign COLUMN", &Evaluation::assigned, "the initial draw"),
                            option("--test VALUE", &Evaluation::test, "the value of the test arm; 1 when left out"),
                            option("--stratum COLUMN", &Evaluation::stratum, "where the places were drawn apart"),
                            option("--cluster COLUMN", &Evaluation::cluster, "who was drawn together; empty: alone"),
                            option("--covariate NAME", &Evaluation::covariates, "known before the draw: a column, or ITEM or ITEM=CODE of t0; may be repeated"),
                            option("--group NAME", &Evaluation::group, "compare in each group apart, all in one family: a column, or sex of a programme"),
                            option("--received COLUMN", &Evaluation::received, "1: entered, whatever the draw said"),
                            option("--responded COLUMN", &Evaluation::responded, "1: answered; an empty outcome did not, either"),
                            option("--replays N", &Evaluation::replays, "run the draw N times more, for a p-value by randomisation"),
                            option("--id COLUMN", &Evaluation::id, "the file number, for --replays"),
                            option("--show TABLE", &Evaluation::show, "what to print").one_of({"estimates", "flow", "balance"})},
                           pages)};
}

}  // namespace mloc::cli
