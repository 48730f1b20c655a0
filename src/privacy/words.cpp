#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::privacy {

using namespace cli;

std::vector<Verb> dossier_verbs() {
  return {verb<DossierArgs>("", "Tell everything that is kept about one person, for who asks for it.", show_dossier,
                            {"mloc dossier AU-2010-0085 -o dossier.html", "mloc dossier AU-2010-0085 -O json"},
                            {argument("CASE", &DossierArgs::case_text, "whole id or file number"),
                             option("-o, --output FILE", &DossierArgs::output, "write a page in French instead of the listing")},
                            listing).writing()};
}

std::vector<Verb> seal_verbs() {
  return {verb<SealArgs>("", "Encrypt names, addresses and references under one key for each person; git tracks them then.", seal_identities,
                         {"mloc seal", "MLOC_KEYS=/media/office/office.keys mloc seal"}, {}).writing(),
          verb<SealUndoArgs>("undo", "Open what is sealed, for good: names lie in clear again, and the reason stands among them.", undo_sealing,
                             {"mloc seal undo --reason 'change of tool'"},
                             {option("--reason TEXT", &SealUndoArgs::reason, "why; it is kept in identities/.sealed").required()}).writing()};
}

std::vector<Verb> forget_verbs() {
  return {verb<ForgetArgs>("", "Forget a person: destroy the keys, take out what identifies, prove that nothing is left.", forget_person,
                           {"mloc forget AU-2010-0085 --basis effacement -n", "mloc forget AU-2010-0085 --basis effacement", "mloc forget 7KQ3-9XM4-H9 --lift"},
                           {argument("CASE", &ForgetArgs::case_text, "whole id or file number"),
                            option("--basis CODE", &ForgetArgs::basis, "code of {}").code_of({"base_effacement"}),
                            flag("--lift", &ForgetArgs::lift, "let somebody who was forgotten apply again")}).writing()};
}

std::vector<Verb> retention_verbs() {
  return {verb<RetentionArgs>("list", "List the dossiers that a rule of retention has reached.", list_retention_due,
                              {"mloc retention list", "mloc retention list --on 2013-01-01 -O csv"},
                              {terms_or_cases(&RetentionArgs::terms), option("--on DAY", &RetentionArgs::at, "the day to judge by; default: today")},
                              listing),
          verb<RetentionApplyArgs>("apply", "Forget those whom a rule has reached and nobody else asks for, each with the proof.", apply_retention,
                                   {"mloc retention apply -n", "mloc retention apply"},
                                   {argument("[CASE]", &RetentionApplyArgs::case_text, "only this one: whole id or file number"),
                                    option("--on DAY", &RetentionApplyArgs::at, "the day to judge by; default: today")})
              .writing()};
}

std::vector<Verb> register_verbs() {
  using I = ImpactArgs;
  return {verb<RegisterArgs>("list", "Tell the register of processing: each personal field, its purpose, who receives it, how long it is kept.",
                             show_register, {"mloc register list", "mloc register list -O csv --excel", "mloc register list sensitive:oui --columns record,field,recipients"}, {terms(&RegisterArgs::terms)}, listing),
          verb<I>("impact", "Write the impact sheet: purposes, rights, risks and measures, in French.", show_impact,
                  {"mloc register impact -o aipd.html", "mloc register impact > aipd.md"},
                  {option("-o, --output FILE", &I::output, "a page when it ends in .html, else Markdown; default: standard output")}).writing()};
}

}  // namespace mloc::privacy
