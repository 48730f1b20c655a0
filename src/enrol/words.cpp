#include "verbs.hpp"

#include "mloc/cli/verb.hpp"

namespace mloc::enrol {

using namespace cli;

std::vector<Verb> path_verbs();

namespace {

Verb add_verb() {
  using Add = EnrolAddArgs;
  return verb<Add>("add", "Record one application of a new person.", add_application,
                   {"mloc enrol add --file-number AU-2010-0700 --surname Martin --first-name Zoé --born 13/08/1987 --sex F "
                    "--site nord --project --licence-useful --resources 410.00"},
                   {option("--file-number NUMBER", &Add::file_number, "printed on the receipt").required(),
                    option("--surname NAME", &Add::surname, "family name").required(),
                    option("--first-name NAME", &Add::first_name, "first name"),
                    option("--use-name NAME", &Add::use_name, "name of use, when it is not the surname"),
                    flag("--single-name", &Add::single_name, "the surname is the person's only name"),
                    option("--born DAY", &Add::birth_date, "day of birth").required(),
                    option("--sex CODE", &Add::sex, "code of {}").code_of({"sexe"}).required(),
                    option("--site CODE", &Add::site, "a site of mloc.toml").required(),
                    option("--programme CODE", &Add::programme, "needed when there are several"),
                    option("--on DAY", &Add::received, "day it was handed in; default: today"),
                    option("--commune CODE", &Add::commune, "INSEE code"),
                    option("--situation CODE", &Add::situation, "code of {}").code_of({"situation_autonomie"}),
                    option("--education CODE", &Add::education, "code of {}").code_of({"niveau_formation", "niveau_formation_ancien"}),
                    option("--housing CODE", &Add::housing, "code of {}").code_of({"situation_logement"}),
                    option("--resources AMOUNT", &Add::resources, "a month, 410.00"),
                    option("--referent CODE", &Add::referent, "staff code of the adviser"),
                    option("--prescriber CODE", &Add::prescriber, "code of {}").code_of({"type_partenaire"}),
                    option("--household LABEL", &Add::household, "who share it are drawn together"),
                    option("--rome CODE", &Add::job, "ROME code of the project"),
                    option("--phone NUMBER", &Add::phone, "06 12 34 56 78, or + and its country"),
                    option("--email ADDRESS", &Add::email, "e-mail"),
                    option("--registered DAY", &Add::registered, "with the mission locale since"),
                    flag("--project", &Add::project, "a professional project is defined"),
                    flag("--licence-useful", &Add::licence_useful, "the licence helps it"),
                    option("--licence-b YES", &Add::licence_b, "holds licence B already").one_of({"yes", "no"}),
                    flag("--family-breakdown", &Add::family_breakdown, "the family no longer supports the person"),
                    flag("--work-difficulty", &Add::work_difficulty, "very great difficulty in finding work"),
                    flag("--priority-area", &Add::priority_area, "lives in a priority area (QPV)")}).writing();
}

std::vector<Verb> application_verbs() {
  using Duplicate = DuplicateArgs;
  return {
      verb<EligibleArgs>("eligibility", "List the applications of a programme, each criterion explained.", list_eligible,
                         {"mloc enrol eligibility permis", "mloc enrol eligibility permis -O json"},
                         {argument("CODE", &EligibleArgs::programme, "the programme").from(Source::programme),
                          option("--site CODE", &EligibleArgs::site, "one site only"),
                          option("--draw DRAW", &EligibleArgs::draw, "by the rules with which this draw was announced")},
                         listing),
      add_verb(),
      verb<ReceiptArgs>("receipt", "Print the receipt of an application, in French.", print_receipt,
                        {"mloc enrol receipt AU-2010-0085", "mloc enrol receipt AU-2010-0085 -o recepisse.md"},
                        {argument("CASE", &ReceiptArgs::case_text, "id, file number, unique prefix or name"),
                         option("-o, --output FILE", &ReceiptArgs::output, "the file; default: standard output")})
          .writing(),
      verb<DuplicateListArgs>("duplicate list", "List people with one name and birth date of whom nobody has said that they are two.", list_duplicates,
                              {"mloc enrol duplicate list", "mloc enrol duplicate list score:90.."}, {terms_or_cases(&DuplicateListArgs::terms)}, listing),
      verb<Duplicate>("duplicate dismiss", "Say that two are two people.", dismiss_duplicate, {"mloc enrol duplicate dismiss AU-2010-0001 AU-2010-0002"},
                      {argument("CASE", &Duplicate::first, "whole id or file number"), argument("OTHER", &Duplicate::second, "whole id or file number")})
          .writing(),
      verb<Duplicate>("duplicate merge", "Say that two are one person; the first stays.", merge_duplicate, {"mloc enrol duplicate merge KEPT GONE"},
                      {argument("CASE", &Duplicate::first, "the one that stays: whole id or file number"),
                       argument("OTHER", &Duplicate::second, "the one that goes into it: whole id or file number")})
          .writing()};
}

}  // namespace

std::vector<Verb> enrol_verbs() {
  std::vector<Verb> verbs = application_verbs();
  for (Verb& one : path_verbs()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::enrol
