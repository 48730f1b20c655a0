#include "mloc/facts/fact_words.hpp"

#include "mloc/import/import_words.hpp"

namespace mloc::enrol {

using namespace cli;

std::vector<Verb> plan_verbs();

namespace {

const std::vector<facts::FactWords>& all_words() {
  static const std::vector<facts::FactWords> all = {
      {"situation", "situation", "Record a dated situation: a job, training, a scheme, leaving school.",
       {"mloc enrol situation PM-2010-0001 emploi --contract cdd --hours 24 --job K1304 --commune 63124",
        "mloc enrol situation PM-2010-0001 sortie_precoce --on 2010-06-30"},
       "List situations.", {"mloc enrol situation list contract:cdi starts>=2010-09-01"},
       "Import situations from CSV files.", "situation end", "End a situation; the reason must be given.",
       {"mloc enrol situation end PM-2010-0001 emploi --reason terme --on 2010-12-31"}},
      {"participation", "enter", "Record the entry into a programme.", {"mloc enrol enter PM-2010-0001 pole-mobilite"},
       "List entries into programmes, with their exits.", {"mloc enrol enter list programme:pole-mobilite entered:2010-Q2"},
       "Import entries (and exits, where the mapping has them) from CSV files.", "exit",
       "Record the exit from a programme; the reason must be given.",
       {"mloc enrol exit PM-2010-0001 pole-mobilite --reason emploi_durable"}},
      {"problem", "problem", "Record a problem that was detected: coded, dated, signed.",
       {"mloc enrol problem PM-2010-0001 sans_permis", "mloc enrol problem PM-2010-0001 horaires_decales --spotted-by PREVENTION"},
       "List detected problems.", {"mloc enrol problem list problem:sans_permis"}, "Import detected problems from CSV files."},
      {"referral", "refer", "Refer somebody to a programme; the deadline is the programme's.",
       {"mloc enrol refer PM-2010-0001 pole-mobilite --problems sans_permis"},
       "List referrals.", {"mloc enrol refer list overdue:true --fail-if-empty", "mloc enrol refer list state:refusee"},
       "Import referrals from CSV files.", "refer answer", "Record the answer to a referral; a refusal needs its reason.",
       {"mloc enrol refer answer PM-2010-0001 pole-mobilite acceptee",
        "mloc enrol refer answer PM-2010-0002 pole-mobilite refusee --reason plus_de_place"}},
      {"act", "act", "Record an act by its axis of the offer of service.",
       {"mloc enrol act PM-2010-0001 acces_emploi --action a16 --minutes 45", "mloc enrol act PM-2010-0001 accueil --solution formation"},
       "List acts.", {"mloc enrol act list axis:acces_emploi"}, "Import acts from CSV files."},
      {"objective", "objective", "Set an objective of the plan: mobility, employment and what else is needed.",
       {"mloc enrol objective PM-2010-0001 mobilite --due 2010-12-31", "mloc enrol objective PM-2010-0001 emploi --adapted yes"},
       "List objectives.", {"mloc enrol objective list state:in_progress"}, "", "objective close", "Say how an objective ended.",
       {"mloc enrol objective close PM-2010-0001 mobilite done"}},
      {"recommendation", "recommend", "Record a recommendation with its owner, due day and intensity.",
       {"mloc enrol recommend PM-2010-0001 accompagnement_permis --due 2010-09-30 --owner leroy"},
       "List recommendations.", {"mloc enrol recommend list state:planned due<today"}, "", "recommend close",
       "Say how a recommendation ended.", {"mloc enrol recommend close PM-2010-0001 accompagnement_permis done"}},
      {"contact", "contact", "Record a contact; its minutes count for the dose of support.",
       {"mloc enrol contact PM-2010-0001 rdv 45", "mloc enrol contact PM-2010-0001 telephone 10 --colleague leroy",
        "mloc enrol contact PM-2010-0001 rdv 0 --presence absent_non_excuse"},
       "List contacts.", {"mloc enrol contact list day:2010-05 not:presence:present"}, "Import contacts from CSV files."},
      {"tenancy", "home", "Record where somebody lives from a day on: precarious, suffered, of good quality or not.",
       {"mloc enrol home PM-2010-0001 fjt --precarious yes --suffered no --problems surpeuplement --satisfaction peu_satisfait"},
       "List the housing history.", {"mloc enrol home list precarious:true"}, "", "home end", "Say that somebody left the housing.",
       {"mloc enrol home end PM-2010-0001 --on 2010-08-31"}},
      {"household", "household", "Record the household.", {"mloc enrol household PM-2010-0001 parent_isole --adults 1 --children 1"},
       "List households.", {"mloc enrol household list children>=1"}},
      {"resources", "resources", "Record the resources of a month.",
       {"mloc enrol resources PM-2010-0001 --amounts salaire=640.00 --amounts apl=187.00"}, "List resources.",
       {"mloc enrol resources list day:2010-05"}},
      {"trial", "consent", "Record the answer to the evaluation of a programme, before its draw.",
       {"mloc enrol consent PA-2009-0012 accepte --on 2009-10-05", "mloc enrol consent PA-2009-0012 retire"},
       "List the answers to evaluations.", {"mloc enrol consent list answer:refuse"}, "Import answers to an evaluation from CSV files."},
      {"piece", "piece", "Tick a piece of a file as seen; no copy is kept.", {"mloc enrol piece PM-2010-0001 piece_identite --seen 2010-05-11"},
       "List pieces seen.", {"mloc enrol piece list piece:bail"}},
  };
  return all;
}

std::vector<Verb> exit_verbs() {
  return {verb<facts::FactListArgs>("exit list", "List exits, each with whether it is positive and by which rule.",
                             [](World& world, const Globals& globals, const facts::FactListArgs& args) {
                               return facts::list_facts_where(world, globals, *facts::find_fact_kind("participation"), args, "t.exited IS NOT NULL");
                             },
                             {"mloc enrol exit list programme:pole-mobilite exited:2010", "mloc enrol exit list positive:true"}, facts::fact_list_words(), listing),
          verb<imports::ImportArgs>("exit import", "Import exits from CSV files; each ends the participation that is open.",
                           [](World& world, const Globals& globals, const imports::ImportArgs& args) { return imports::import_as(world, globals, "exit", args); },
                           {"mloc enrol exit import sorties.csv"}, imports::import_words()).writing()};
}

}  // namespace

std::vector<Verb> path_verbs() {
  std::vector<Verb> verbs;
  for (const facts::FactWords& said : all_words()) facts::add_fact_verbs(verbs, said);
  for (Verb& one : exit_verbs()) verbs.push_back(std::move(one));
  for (Verb& one : plan_verbs()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::enrol
