#include "mloc/facts/fact_words.hpp"


namespace mloc::enrol {

using namespace cli;

std::vector<Verb> plan_verbs();

namespace {

const std::vector<facts::FactWords>& all_words() {
  static const std::vector<facts::FactWords> all = {
      {"situation", "Record a dated situation: a job, training, a scheme, leaving school.",
       {"mloc enrol situation add PM-2010-0001 emploi --contract cdd --hours 24 --rome K1304 --commune 63124",
        "mloc enrol situation add PM-2010-0001 sortie_precoce --on 2010-06-30"},
       "List situations.", {"mloc enrol situation list contract:cdi starts:2010-09.."}, "End a situation; the reason must be given.",
       {"mloc enrol situation end PM-2010-0001 emploi --reason terme --on 2010-12-31"}},
      {"participation", "Record the entry into a programme.", {"mloc enrol participation add PM-2010-0001 mobilite"},
       "List entries into programmes, with their exits.", {"mloc enrol participation list programme:mobilite entered:2010-Q2"},
       "Record the exit from a programme; the reason must be given.",
       {"mloc enrol participation end PM-2010-0001 mobilite --reason emploi_durable"}},
      {"problem", "Record a problem that was detected: coded, dated, signed.",
       {"mloc enrol problem add PM-2010-0001 sans_permis", "mloc enrol problem add PM-2010-0001 horaires_decales --spotted-by PREVENTION"},
       "List detected problems.", {"mloc enrol problem list problem:sans_permis"}},
      {"referral", "Refer somebody to a programme; the deadline is the programme's.",
       {"mloc enrol referral add PM-2010-0001 mobilite --problems sans_permis"},
       "List referrals.", {"mloc enrol referral list overdue:true --fail-if-empty", "mloc enrol referral list state:refusee"}, "Record the answer to a referral; a refusal needs its reason.",
       {"mloc enrol referral end PM-2010-0001 mobilite acceptee",
        "mloc enrol referral end PM-2010-0002 mobilite refusee --reason plus_de_place"}},
      {"act", "Record an act by its axis of the offer of service.",
       {"mloc enrol act add PM-2010-0001 acces_emploi --action a16 --minutes 45", "mloc enrol act add PM-2010-0001 accueil --solution formation"},
       "List acts.", {"mloc enrol act list axis:acces_emploi"}},
      {"objective", "Set an objective of the plan: mobility, employment and what else is needed.",
       {"mloc enrol objective add PM-2010-0001 mobilite --due 2010-12-31", "mloc enrol objective add PM-2010-0001 emploi --adapted yes"},
       "List objectives.", {"mloc enrol objective list state:in_progress"}, "Say how an objective ended.",
       {"mloc enrol objective end PM-2010-0001 mobilite done"}},
      {"recommendation", "Record a recommendation with its owner, due day and intensity.",
       {"mloc enrol recommendation add PM-2010-0001 accompagnement_permis --due 2010-09-30 --owner anne"},
       "List recommendations.", {"mloc enrol recommendation list state:planned due:..yesterday"},
       "Say how a recommendation ended.", {"mloc enrol recommendation end PM-2010-0001 accompagnement_permis done"}},
      {"contact", "Record a contact; its minutes count for the dose of support.",
       {"mloc enrol contact add PM-2010-0001 rdv 45", "mloc enrol contact add PM-2010-0001 telephone 10 --colleague anne",
        "mloc enrol contact add PM-2010-0001 rdv 0 --presence absent_non_excuse"},
       "List contacts.", {"mloc enrol contact list day:2010-05 not:presence:present"}},
      {"tenancy", "Record where somebody lives from a day on: precarious, suffered, of good quality or not.",
       {"mloc enrol tenancy add PM-2010-0001 fjt --precarious yes --suffered no --problems surpeuplement --satisfaction peu_satisfait"},
       "List the housing history.", {"mloc enrol tenancy list precarious:true"}, "Say that somebody left the housing.",
       {"mloc enrol tenancy end PM-2010-0001 --on 2010-08-31"}},
      {"household", "Record the household.", {"mloc enrol household add PM-2010-0001 parent_isole --adults 1 --children 1"},
       "List households.", {"mloc enrol household list children:1.."}},
      {"resources", "Record the resources of a month.",
       {"mloc enrol resources add PM-2010-0001 --amounts salaire=640.00 --amounts apl=187.00"}, "List resources.",
       {"mloc enrol resources list day:2010-05"}},
      {"trial", "Record the answer to the evaluation of a programme, before its draw.",
       {"mloc enrol trial add PA-2009-0012 accepte --on 2009-10-05", "mloc enrol trial add PA-2009-0012 retire"},
       "List the answers to evaluations.", {"mloc enrol trial list answer:refuse"}},
      {"piece", "Tick a piece of a file as seen; no copy is kept.", {"mloc enrol piece add PM-2010-0001 piece_identite --on 2010-05-11"},
       "List pieces seen; with missing:true, those that a programme needs and nobody has seen.", {"mloc enrol piece list piece:bail", "mloc enrol piece list missing:true programme:mobilite"}},
  };
  return all;
}

}  // namespace

std::vector<Verb> path_verbs() {
  std::vector<Verb> verbs;
  for (const facts::FactWords& said : all_words()) facts::add_fact_verbs(verbs, said);
  for (Verb& one : plan_verbs()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::enrol
