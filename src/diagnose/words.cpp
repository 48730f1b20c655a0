#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::diagnose {

using namespace cli;

namespace {

Verb wave_verb() {
  using Wave = DiagnoseWaveArgs;
  return verb<Wave>("wave", "Follow everyone in a draw, both arms, through the waves of a survey.", follow_wave,
                    {"mloc diagnose wave plan autonomie-2010 --wave t12", "mloc diagnose wave close AU-2010-0085 --wave t12 --outcome refus",
                     "mloc diagnose wave list autonomie-2010 --state planned", "mloc diagnose wave response -O csv"},
                    {argument("DECISION", &Wave::decision, "plan, close, list or response").one_of({"plan", "close", "list", "response"}),
                     argument("[TARGET]", &Wave::target, "the draw; of close the case"),
                     option("--wave CODE", &Wave::wave, "code of {}").code_of({"vague_enquete"}),
                     option("--instrument NAME", &Wave::instrument, "what is asked; outcomes when left out"),
                     option("--due DAY", &Wave::due, "when; so many months after the draw when left out"),
                     option("--draw ID", &Wave::draw, "of close: the draw, when several have the wave"),
                     option("--outcome CODE", &Wave::outcome, "of close: code of {}").code_of({"issue_sans_reponse"}),
                     option("--on DAY", &Wave::on, "of close: the day; today when left out"),
                     option("--state WORD", &Wave::state, "of list: how it stands")
                         .one_of({"planned", "answered", "refused", "unreachable", "out_of_scope"}),
                     flag("--fail-if-any", &Wave::fail_if_any, "of list: exit 1 when there is a row")},
                    listing).writing();
}

}  // namespace

std::vector<Verb> diagnose_verbs() {
  using Add = DiagnoseAddArgs;
  using Amend = DiagnoseAmendArgs;
  using Show = DiagnoseShowArgs;
  using List = DiagnoseListArgs;
  using Compare = DiagnoseCompareArgs;
  return {
      verb<Add>("add", "Record one diagnosis: by options, by a filled template, or asked item by item on a terminal.", add_diagnosis,
                {"mloc diagnose add AU-2010-0085 mobility", "mloc diagnose add AU-2010-0085 mobility --from filled.yaml --signed-by brunet",
                 "mloc diagnose add AU-2010-0085 budget --set ressources=salaire --set revenu_salaire=850,00 --set charges=aucune --set personnes=1",
                 "mloc diagnose add AU-2010-0085 outcomes --wave t12 --from - < answers.json",
                 "mloc diagnose add AU-2010-0085 job_employer --set satisfaction=tres_satisfait --set garde_sans_appui=non"},
                {argument("CASE", &Add::case_text, "whole id or file number"),
                 argument("INSTRUMENT", &Add::instrument, "its name for the newest version, or NAME.VERSION"),
                 argument("[FILE]", &Add::file, "a filled template, YAML or JSON; - for standard input"),
                 option("--from FILE", &Add::from, "the same"),
                 option("--set ITEM=VALUE", &Add::values, "one answer; codes are joined by +; may be repeated"),
                 option("--on DAY", &Add::on, "the day; that of the file, or today, when left out"),
                 option("--signed-by CODE", &Add::signed_by, "who signs; whoever records it when left out"),
                 option("--wave CODE", &Add::wave, "code of {}, for a survey").code_of({"vague_enquete"}),
                 option("--draw ID", &Add::draw, "the draw whose applicants are followed up"),
                 option("--job RECORD", &Add::job, "of a survey about a job: which, when the person has several")}).writing(),
      verb<Show>("show", "Show diagnoses with questions, answers and scores in words.", show_diagnoses,
                 {"mloc diagnose show AU-2010-0085", "mloc diagnose show AU-2010-0085 2010-05-11-k7qm --sensitive --lang fr"},
                 {argument("CASE", &Show::case_text, "id, file number, unique prefix or name"),
                  argument("[RECORD]", &Show::record, "one diagnosis; all when left out"),
                  flag("--sensitive", &Show::sensitive, "show sensitive answers")}),
      verb<List>("list", "List diagnoses.", list_diagnoses,
                 {"mloc diagnose list --instrument mobility --period 2010-06", "mloc diagnose list --wave t12 -O csv"},
                 {option("--case CASE", &List::case_text, "id, file number, unique prefix or name"),
                  option("--instrument NAME", &List::instrument, "one instrument, all its versions"),
                  option("--wave CODE", &List::wave, "one wave of a survey"),
                  option("--draw ID", &List::draw, "one draw"),
                  option("--period PERIOD", &List::period, "2010-06, 2010-Q2, 2010-03..2010-06 …"),
                  flag("--fail-if-empty", &List::fail_if_empty, "exit 1 when nothing is found")},
                 listing),
      verb<Compare>("compare", "Say what moved between two diagnoses of one case.", compare_diagnoses,
                    {"mloc diagnose compare 2010-05-11-k7qm 2010-11-09-3f7k --lang fr"},
                    {argument("FIRST", &Compare::first, "the earlier record's id"),
                     argument("SECOND", &Compare::second, "the later record's id"),
                     option("--case CASE", &Compare::case_text, "whose records; needed when several cases have these ids"),
                     flag("--all", &Compare::all, "also what did not move"),
                     flag("--sensitive", &Compare::sensitive, "show sensitive answers")},
                    listing),
      verb<DiagnoseTemplateArgs>("template", "Print an empty instrument to fill in, its choices as comments; without a name, list them.",
                                 print_template, {"mloc diagnose template mobility > filled.yaml", "mloc diagnose template"},
                                 {argument("[INSTRUMENT]", &DiagnoseTemplateArgs::instrument, "its name, or NAME.VERSION")}),
      verb<Amend>("amend", "Change answers of a diagnosis.", amend_diagnosis,
                  {"mloc diagnose amend AU-2010-0085 2010-05-11-k7qm langue=2 stress="},
                  {argument("CASE", &Amend::case_text, "whole id or file number"),
                   argument("RECORD", &Amend::record, "the record's id"),
                   argument("ITEM=VALUE...", &Amend::values, "an empty value takes the answer away"),
                   option("--signed-by CODE", &Amend::signed_by, "who signs it now")}).writing(),
      wave_verb()};
}

}  // namespace mloc::diagnose
