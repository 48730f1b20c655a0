#include "agreement_verbs.hpp"

#include "mloc/cli/verb.hpp"
#include "said_words.hpp"

namespace mloc::contract {

using namespace cli;

namespace {

Verb open_verb() {
  using A = OpenContractArgs;
  return verb<A>("add", "Open the contract of one person, or of everybody who holds a place.", open_contract,
                 {"mloc contract add AU-2010-0085 --draw permis-2010", "mloc contract add --draw permis-2010 --on 15/03/2010", "mloc contract add AU-2010-0085 --programme premiers"},
                 {argument("[CASE]", &A::case_text, "whole id or file number; default: everybody of the draw"),
                  option("--draw ID", &A::draw, "the draw that gave the place"),
                  option("--programme CODE", &A::programme, "of a programme without a draw, one case at a time"),
                  option("--on DAY", &A::on, "first day; default: today"),
                  option("--months N", &A::months, "length; default: the programme's"),
                  flag("--couple", &A::couple, "both partners of the couple sign"),
                  flag("--representative", &A::representative, "a legal representative signs for who is under 18")}).writing();
}
Verb step_verb() {
  using A = StepArgs;
  return verb<A>("step add", "Record a step of a contract.", take_step,
                 {"mloc contract step add AU-2010-0085 signature --party jeune", "mloc contract step add @signed.txt signature --party institution",
                  "mloc contract step add AU-2010-0085 rupture --engagement assiduite --reason absences_repetees"},
                 {argument("CASE", &A::case_text, "whole id or file number; @FILE: each of a file, one a line, @- from standard input"), argument("CODE", &A::step, "code of {}").code_of({"etape_contrat"}),
                  option("--on DAY", &A::on, the_day), option("--party CODE", &A::party, "who signs, a code of {}").code_of({"partie_contrat"}),
                  option("--engagement CODE", &A::commitment, "of a warning, a hearing, a breach: code of {}").code_of({"engagement_contrat"}),
                  option("--until DAY", &A::until, "last day after a renewal"),
                  option("--reason CODE", &A::reason, "of a suspension, a breach, an end: code of {}").code_of({"motif_suspension_contrat", "motif_rupture_contrat", "fin_contrat_engagement"}),
                  option("--contract ID", &A::contract, "when several contracts are open")}).writing();
}
Verb list_verb() {
  using A = ListContractsArgs;
  return verb<A>("list", "List contracts with their state.", list_contracts, {"mloc contract list state:to_sign", "mloc contract list -O csv"},
                 {argument("[TERM...]", &A::terms, "field:value, field:least..most, not:field:value; else a case: id, file number, unique prefix or name"),
                  option("--on DAY", &A::on, "the state of that day; default: today")},
                 listing);
}
Verb follow_verb() {
  using A = ListContractsArgs;
  return verb<A>("commitments", "List the commitments as kept, at risk or broken.", follow_commitments,
                 {"mloc contract commitments AU-2010-0085", "mloc contract commitments state:at_risk -O csv"},
                 {argument("[TERM...]", &A::terms, "field:value, field:least..most, not:field:value; else a case: id, file number, unique prefix or name"),
                  option("--on DAY", &A::on, "the state of that day; default: today")},
                 listing);
}
Verb referent_verb() {
  using A = ReferentArgs;
  return verb<A>("referent add", "Name the referent of a case.", name_referent, {"mloc contract referent add AU-2010-0085 anne --on 15/03/2010"},
                 {argument("CASE", &A::case_text, whole_case), argument("STAFF", &A::staff, "staff code"),
                  option("--on DAY", &A::on, "first day; default: today")}).writing();
}
Verb referent_end_verb() {
  using A = ReferentEndArgs;
  return verb<A>("referent end", "End the charge of the referent.", end_referent,
                 {"mloc contract referent end AU-2010-0085 --on 30/06/2011 --reason fin_accompagnement"},
                 {argument("CASE", &A::case_text, whole_case), option("--on DAY", &A::on, "last day; default: today"),
                  option("--reason CODE", &A::reason, "code of {}").code_of({"motif_fin_referent"}).required()}).writing();
}
Verb referent_list_verb() {
  using A = ReferentListArgs;
  return verb<A>("referent list", "List who is in charge of whom, and since when.", list_referents,
                 {"mloc contract referent list staff:anne running:true", "mloc contract referent list AU-2010-0085"}, {terms_or_cases(&A::terms)}, listing);
}
Verb handover_verb() {
  using A = HandoverArgs;
  return verb<A>("handover", "Hand the cases of one referent over to another, all at once.", hand_over,
                 {"mloc contract handover --from anne --to paul --on 01/09/2010"},
                 {argument("[CASE...]", &A::cases, "these cases only; whole id or file number"),
                  option("--from CODE", &A::from, "the referent until the day before").from(Source::staff).required(),
                  option("--to CODE", &A::to, "the referent from the day on").from(Source::staff).required(), option("--on DAY", &A::on, the_day),
                  option("--reason CODE", &A::reason, "code of {}; default: passation").code_of({"motif_fin_referent"})}).writing();
}
Verb guarantee_verb() {
  using A = GuaranteeArgs;
  return verb<A>("guarantee add", "Record a rent guarantee.", give_guarantee, {"mloc contract guarantee add PA-2010-0012 foyer-nord 310,00 --months 18"},
                 {argument("CASE", &A::case_text, whole_case), argument("LANDLORD", &A::landlord, "the partner who lets"),
                  argument("AMOUNT", &A::rent, "a month"), option("--months N", &A::months, "length; default: the programme's longest"),
                  option("--on DAY", &A::on, "first day; default: today"), option("--programme CODE", &A::programme, "needed when the person applied to several")}).writing();
}
Verb call_verb() {
  using A = CallArgs;
  return verb<A>("call add", "Record that a landlord calls on a guarantee.", call_guarantee,
                 {"mloc contract call add PA-2010-0012 2010-04-01-k7qm 310,00 --reason loyer_impaye"},
                 {argument("CASE", &A::case_text, whole_case), argument("RECORD", &A::guarantee, "id of the guarantee"),
                  argument("AMOUNT", &A::amount, "what is called"), option("--reason CODE", &A::reason, "code of {}").code_of({"motif_appel_garantie"}).required(),
                  option("--on DAY", &A::on, the_day)}).writing();
}

}  // namespace

std::vector<Verb> agreement_verbs() {
  return {open_verb(), step_verb(), list_verb(), follow_verb(), referent_verb(), referent_end_verb(), referent_list_verb(), handover_verb(), guarantee_verb(), call_verb()};
}

}  // namespace mloc::contract
