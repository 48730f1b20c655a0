#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::partner {

using namespace cli;

std::vector<Verb> partner_verbs() {
  using Add = PartnerAddArgs;
  using List = PartnerListArgs;
  using Agreement = AgreementAddArgs;
  return {
      verb<Add>("add", "Record a partner, and its agreement with a programme.", add_partner,
                {"mloc partner add ecole-nord --name \"Auto-école du Nord\" --kind AUTO_ECOLE --siret 27738774200046 --site nord "
                 "--programme permis --starts 01/03/2010 --ends 30/06/2011 --capacity 60 --price forfait_code=250,00"},
                {argument("CODE", &Add::code, "its code: a-z, 0-9 and hyphens"),
                 option("--name NAME", &Add::name, "name of the organisation").required(),
                 option("--kind CODE", &Add::kind, "code of {}").code_of({"type_partenaire"}).required(),
                 option("--siret NUMBER", &Add::siret, "14 digits, checked").required(),
                 option("--category CODE", &Add::category, "code of {}: its place in the passport's network").code_of({"categorie_partenaire"}),
                 option("--site CODE", &Add::site, "a site of mloc.toml"),
                 option("--commune CODE", &Add::commune, "INSEE code"),
                 option("--town NAME", &Add::town, "town"),
                 option("--approval NUMBER", &Add::approval, "the prefecture's approval, a letter and ten digits"),
                 option("--approved-until DAY", &Add::approved_until, "last day of the approval"),
                 option("--programme CODE", &Add::programme, "programme of the agreement"),
                 option("--starts DAY", &Add::starts, "first day of the agreement"),
                 option("--ends DAY", &Add::ends, "last day of the agreement"),
                 option("--capacity N", &Add::capacity, "learners at one time"),
                 option("--price CODE=AMOUNT", &Add::prices, "code of {} and its price; may be repeated").code_of({"prestation_auto_ecole"})}).writing(),
      verb<List>("list", "List partners with their agreements.", list_partners,
                 {"mloc partner list", "mloc partner list site:nord programme:permis -O csv"},
                 {terms(&List::terms),
                  flag("--sensitive", &List::sensitive, "show sensitive codes")},
                 listing),
      verb<Agreement>("agreement add", "Record an agreement of a partner with a programme: the first one, or a further one.", add_agreement,
                      {"mloc partner agreement add ecole-nord permis --starts 01/07/2011 --ends 30/06/2012 --capacity 60"},
                      {argument("PARTNER", &Agreement::partner, "its code or SIRET"),
                       argument("PROGRAMME", &Agreement::programme, "the programme").from(Source::programme),
                       option("--starts DAY", &Agreement::starts, "first day of the agreement"),
                       option("--ends DAY", &Agreement::ends, "last day of the agreement"),
                       option("--capacity N", &Agreement::capacity, "learners at one time"),
                       option("--price CODE=AMOUNT", &Agreement::prices, "code of {} and its price; may be repeated").code_of({"prestation_auto_ecole"})}).writing()};
}

}  // namespace mloc::partner
