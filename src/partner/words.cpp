#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::partner {

using namespace cli;

std::vector<Verb> partner_verbs() {
  using Add = PartnerAddArgs;
  using List = PartnerListArgs;
  using Amend = PartnerAmendArgs;
  using Show = PartnerShowArgs;
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
                 {argument("[TERM...]", &List::terms, "field:value, field:least..most, not:field:value"),
                  flag("--sensitive", &List::sensitive, "show sensitive codes"),
                  flag("--fail-if-empty", &List::fail_if_empty, "exit 1 when nothing is found")},
                 listing),
      verb<Amend>("amend", "Change fields of a partner, its agreement or its price list.", amend_partner,
                  {"mloc partner amend ecole-nord approved_until=30/09/2014", "mloc partner amend ecole-nord agreement.capacity=70 price.heure_conduite=39,50",
                   "mloc partner amend ecole-nord --programme permis --new agreement.starts=01/07/2011 agreement.ends=30/06/2012"},
                  {argument("CODE", &Amend::code, "the partner").from(Source::partner),
                   argument("FIELD=VALUE...", &Amend::values, "also agreement.FIELD=VALUE and price.CODE=AMOUNT; an empty value takes the field away"),
                   option("--programme CODE", &Amend::programme, "the agreement with this programme; default: the last one"),
                   flag("--new", &Amend::fresh, "a further agreement with --programme")}).writing(),
      verb<Show>("show", "Show everything about one partner.", show_partner, {"mloc partner show ecole-nord"},
                 {argument("CODE", &Show::code, "the partner").from(Source::partner), flag("--sensitive", &Show::sensitive, "show sensitive codes")})};
}

}  // namespace mloc::partner
