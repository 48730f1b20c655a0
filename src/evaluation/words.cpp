#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::evaluation {

using namespace cli;
namespace {
const Formats pages = {Format::table, Format::csv, Format::json, Format::md, Format::html};
}

namespace {

Verb power_verb() {
  return verb<PowerArgs>("power", "Show the least difference between the arms that the draw would show.", show_power,
                      {"mloc report power logement", "mloc report power logement --answered 75 -O csv"},
                      {argument("CODE", &PowerArgs::programme, "the programme").from(Source::programme),
                       option("--answered PERCENT", &PowerArgs::answered, "how many of 100 will answer; default: 100"),
                       option("--power PERCENT", &PowerArgs::power, "how often it is to be found; default: 80")},
                      listing);
}

Verb effect_verb() {
  using Evaluation = EvaluationArgs;
  return verb<Evaluation>("effect", "Compare the two arms of a randomised draw, in the records or in a CSV file.", evaluate_draw,
                           {"mloc report effect --programme logement --wave t24", "mloc report effect --programme logement --wave t24 --outcome precaire --outcome situation=emploi --replays 10000", "mloc report effect --data survey.csv --outcome licence --outcome employed --assign z --stratum site",
                            "mloc report effect --data survey.csv --outcome licence --assign z --stratum site --received d --replays 10000 --id file_number -O json"},
                           {option("--data FILE", &Evaluation::data, "one line a person, - for standard input; needs no workspace"),
                            option("--programme CODE", &Evaluation::programme, "the draw, entries and answers of a programme"),
                            option("--draw ID", &Evaluation::draw, "the draw; default: the only one that was run"),
                            option("--wave CODE", &Evaluation::wave, "the wave of the survey, as t24"),
                            option("--outcome NAME", &Evaluation::outcomes, "a column, or an outcome of the programme, ITEM or ITEM=CODE; may be repeated, then Holm's correction counts all; default: those that the programme declares"),
                            option("--assign COLUMN", &Evaluation::assigned, "the initial draw"),
                            option("--test VALUE", &Evaluation::test, "the value of the test arm; needed when it is not 1, true or test"),
                            option("--stratum COLUMN", &Evaluation::stratum, "where the places were drawn apart"),
                            flag("--pool", &Evaluation::pool, "compare strata with too few answers together, and name them"),
                            option("--cluster COLUMN", &Evaluation::cluster, "who was drawn together; empty: alone"),
                            option("--covariate NAME", &Evaluation::covariates, "known before the draw: a column, or ITEM or ITEM=CODE of t0; may be repeated"),
                            option("--group NAME", &Evaluation::group, "compare in each group apart, all in one family: a column, or sex, couple or children of a programme"),
                            option("--received COLUMN", &Evaluation::received, "1: entered, whatever the draw said"),
                            option("--responded COLUMN", &Evaluation::responded, "1: answered; an empty outcome did not, either"),
                            option("--replays N", &Evaluation::replays, "run the draw N times more, for a p-value by randomisation"),
                            option("--id COLUMN", &Evaluation::id, "the file number, for --replays"),
                            option("--show TABLE", &Evaluation::show, "what to print").one_of({"estimates", "flow", "balance"}),
                            option("-o, --output FILE", &Evaluation::output, "write there, over an older one: FILE.pdf a page, by weasyprint")},
                           pages);
}

Verb extract_verb() {
  return verb<ExtractArgs>("extract", "Write what an evaluator needs of a draw: consenting people under new ids, each alike to others.", export_evaluation,
                            {"mloc report extract logement -o extract", "mloc report extract logement --wave t0 --wave t24 -o extract",
                             "mloc report effect --data extract/evaluation.csv --assign arm --stratum stratum --cluster household --received entered --outcome t24.precaire"},
                            {argument("CODE", &ExtractArgs::programme, "the programme").from(Source::programme),
                             option("--draw ID", &ExtractArgs::draw, "the draw; default: the only one that was run"),
                             option("--wave CODE", &ExtractArgs::waves, "a wave of the survey, may be repeated; default: all"),
                             option("-o, --output DIR", &ExtractArgs::output, "the folder, for evaluation.csv and codebook.csv").required()}).writing();
}

Verb trajectory_verb() {
  return verb<TrajectoryArgs>("trajectory", "Show how many of each arm of a draw were in work and in training, months after it.", show_trajectory,
                              {"mloc report trajectory logement", "mloc report trajectory logement -O csv"},
                              {argument("CODE", &TrajectoryArgs::programme, "the programme").from(Source::programme),
                               option("--draw ID", &TrajectoryArgs::draw, "the draw; default: the only one that was run")},
                              listing);
}

}  // namespace

/// The evaluation of a trial stands with the reports.
std::vector<Verb> evaluation_verbs() { return {power_verb(), effect_verb(), trajectory_verb(), extract_verb()}; }

}  // namespace mloc::evaluation
