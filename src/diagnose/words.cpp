#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::diagnose {

using namespace cli;

namespace {

/// Everyone in a draw, both arms, through the waves of a survey.
std::vector<Verb> wave_verbs() {
  using Add = WaveAddArgs;
  using End = WaveEndArgs;
  using List = WaveListArgs;
  return {verb<Add>("wave add", "Plan a wave of a survey for everyone in a draw, both arms.", add_wave, {"mloc diagnose wave add permis-2010 --wave t12"},
                    {argument("DRAW", &Add::draw, "the draw's id"), option("--wave CODE", &Add::wave, "code of {}").code_of({"vague_enquete"}).required(),
                     option("--instrument NAME", &Add::instrument, "what is asked; default: outcomes"),
                     option("--due DAY", &Add::due, "when; default: so many months after the draw")})
              .writing(),
          verb<End>("wave end", "Say that somebody will not answer a wave, and why.", end_wave, {"mloc diagnose wave end AU-2010-0085 --wave t12 --reason refus"},
                    {argument("CASE", &End::case_text, "whole id or file number"), option("--wave CODE", &End::wave, "code of {}").code_of({"vague_enquete"}).required(),
                     option("--reason CODE", &End::reason, "code of {}").code_of({"issue_sans_reponse"}).required(),
                     option("--draw ID", &End::draw, "the draw, when several have the wave"), option("--on DAY", &End::on, "the day; default: today")})
              .writing(),
          verb<List>("wave list", "List how each person's waves stand.", list_waves, {"mloc diagnose wave list draw:permis-2010 state:planned", "mloc diagnose wave list late:true"},
                     {terms_or_cases(&List::terms)}, listing),
          verb<ResponseArgs>("wave response", "Show the response to each wave by arm.", show_response, {"mloc diagnose wave response -O csv", "mloc diagnose wave response draw:permis-2010 wave:t12"},
                             {terms(&ResponseArgs::terms)}, listing)};
}

}  // namespace

std::vector<Verb> diagnose_verbs() {
  using Add = DiagnoseAddArgs;
  using Show = DiagnoseShowArgs;
  using List = DiagnoseListArgs;
  using Compare = DiagnoseCompareArgs;
  std::vector<Verb> verbs = {
      verb<Add>("add", "Record one diagnosis: by options, by a filled template, or asked item by item on a terminal.", add_diagnosis,
                {"mloc diagnose add AU-2010-0085 mobility", "mloc diagnose add AU-2010-0085 mobility filled.yaml --signed-by brunet",
                 "mloc diagnose add AU-2010-0085 budget --set ressources=salaire --set revenu_salaire=850,00 --set charges=aucune --set personnes=1",
                 "mloc diagnose add AU-2010-0085 outcomes answers.json --wave t12",
                 "mloc diagnose add AU-2010-0085 job_employer --set satisfaction=tres_satisfait --set garde_sans_appui=non"},
                {argument("CASE", &Add::case_text, "whole id or file number"),
                 argument("INSTRUMENT", &Add::instrument, "its name for the newest version, or NAME.VERSION"),
                 argument("[FILE]", &Add::file, "a filled template, YAML or JSON; - for standard input"),
                 option("--set ITEM=VALUE", &Add::values, "one answer; codes are joined by +; may be repeated"),
                 option("--on DAY", &Add::on, "the day; default: that of the file, or today"),
                 option("--signed-by CODE", &Add::signed_by, "who signs; default: whoever records it"),
                 option("--wave CODE", &Add::wave, "code of {}, for a survey").code_of({"vague_enquete"}),
                 option("--draw ID", &Add::draw, "the draw whose applicants are followed up"),
                 option("--job RECORD", &Add::job, "of a survey about a job: which, when the person has several")}).writing(),
      verb<Show>("show", "Show diagnoses with questions, answers and scores in words.", show_diagnoses,
                 {"mloc diagnose show AU-2010-0085", "mloc diagnose show AU-2010-0085 2010-05-11-k7qm --sensitive --lang fr"},
                 {argument("CASE", &Show::case_text, "id, file number, unique prefix or name"),
                  argument("[RECORD]", &Show::record, "one diagnosis; default: all"),
                  flag("--sensitive", &Show::sensitive, "show sensitive answers")}),
      verb<List>("list", "List diagnoses.", list_diagnoses,
                 {"mloc diagnose list instrument:mobility day:2010-06", "mloc diagnose list wave:t12 -O csv"},
                 {terms_or_cases(&List::terms)},
                 listing),
      verb<Compare>("compare", "Say what moved between two diagnoses of one case.", compare_diagnoses,
                    {"mloc diagnose compare AU-2010-0085 2010-05-11-k7qm 2010-11-09-3f7k --lang fr"},
                    {argument("CASE", &Compare::case_text, "id, file number, unique prefix or name"),
                     argument("FIRST", &Compare::first, "the earlier record's id"),
                     argument("SECOND", &Compare::second, "the later record's id"),
                     flag("--all", &Compare::all, "also what did not move"),
                     flag("--sensitive", &Compare::sensitive, "show sensitive answers")},
                    listing),
      verb<DiagnoseTemplateArgs>("instrument show", "Print an empty instrument to fill in, its choices as comments.", print_template,
                                 {"mloc diagnose instrument show mobility > filled.yaml"},
                                 {argument("INSTRUMENT", &DiagnoseTemplateArgs::instrument, "its name, or NAME.VERSION")}),
      verb<InstrumentListArgs>("instrument list", "List the instruments, built in and of the workspace.", list_instruments, {"mloc diagnose instrument list"},
                               {terms(&InstrumentListArgs::terms)}, listing)};
  for (Verb& one : wave_verbs()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::diagnose
