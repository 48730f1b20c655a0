#include "codes_verbs.hpp"
#include "complete_verbs.hpp"
#include "init_verbs.hpp"
#include "mloc/cli/verb.hpp"
#include "programme_verbs.hpp"
#include "recover_verbs.hpp"
#include "verbs.hpp"

namespace mloc::office {

using namespace cli;

std::vector<Verb> complete_verbs() {
  return {verb<CompleteArgs>("", "Say what may come next on a line, to a shell.", complete, {},
                             {argument("[WORD...]", &CompleteArgs::words, "the words of the line after mloc, up to the cursor")})};
}

std::vector<Verb> init_verbs() {
  using A = InitArgs;
  return {verb<A>("", "Make a workspace: an office of one's own, asked for on a terminal, or from a template.", init_workspace,
                  {"mloc init DIR --sealed", "mloc init --list",
                   "mloc init DIR --name \"Mission locale du Nord\" --site nord=Nord --site sud=Sud --staff anne=Anne "
                   "--programme permis=\"Permis pour tous\" --admission draw --from 2026-01-01 --to 2026-12-31 --ages 16-25 --places nord=20 --places sud=10"},
                  {argument("[DIR]", &A::folder, "the folder; made when missing"),
                   option("--template NAME", &A::template_name, "a ready-made office; empty when nothing else is said"),
                   flag("--list", &A::list, "list the templates, with a sentence each"),
                   flag("--sealed", &A::sealed, "seal names and addresses from the first one on"),
                   option("--name NAME", &A::name, "the office's name"),
                   option("--site CODE=NAME", &A::sites, "a site; may be repeated"),
                   option("--staff CODE=NAME", &A::staff, "a member of staff, the first one administers; may be repeated"),
                   option("--programme CODE=NAME", &A::programme, "the first programme"),
                   option("--admission HOW", &A::admission, "how its places are given").one_of({"draw", "trial", "first_come"}),
                   option("--from DAY", &A::starts, "its first day"),
                   option("--to DAY", &A::ends, "its last day"),
                   option("--ages RANGE", &A::ages, "of whom it is for: 16-25"),
                   option("--places CODE=NUMBER", &A::places, "places of a site; may be repeated")}).writing()};
}

std::vector<Verb> schema_verbs() {
  return {verb<SchemaArgs>("", "Print the JSON Schema of a record kind with its code lists, or one code list; without a name, list the kinds.",
                           show_schema, {"mloc schema lesson", "mloc schema motif_absence"},
                           {argument("[KIND]", &SchemaArgs::kind, "a kind of record: lesson, application, settings …; or a code list")})};
}

std::vector<Verb> codes_verbs() {
  return {verb<CodesArgs>("", "List the code lists, or a list's codes with labels, owner, successor and how many records use each.", list_codes,
                          {"mloc codes", "mloc codes nature_aide", "mloc codes motif_absence transport"},
                          {argument("[LIST]", &CodesArgs::list, "a code list; default: all lists"),
                           argument("[WORD]", &CodesArgs::word, "only codes whose code or label has this word")},
                          listing)};
}

std::vector<Verb> programme_verbs() {
  return {verb<ProgrammesArgs>("list", "List the programmes with version, digest and how places are given.", list_programmes, {"mloc programme list"}, {terms(&ProgrammesArgs::terms)}, listing),
          verb<ProgrammeArgs>("show", "Say a programme's rules in French sentences made from its values, for whoever approves them.", show_programme,
                              {"mloc programme show permis", "mloc programme show permis --draw permis-2026"},
                              {argument("CODE", &ProgrammeArgs::code, "the programme").from(Source::programme),
                               option("--draw DRAW", &ProgrammeArgs::draw, "the rules with which this draw was announced")}),
          verb<CheckProgrammeArgs>("check", "Say what is wrong with a programme's file, or with all of them.", check_programmes, {"mloc programme check permis"},
                                   {argument("[CODE]", &CheckProgrammeArgs::code, "the programme; default: all").from(Source::programme)}),
          verb<ProgrammeArgs>("diff", "Show which sentences differ between the rules of a draw and those of today; exit 1 when some do.", diff_programme,
                              {"mloc programme diff permis", "mloc programme diff permis --draw permis-2026"},
                              {argument("CODE", &ProgrammeArgs::code, "the programme").from(Source::programme),
                               option("--draw DRAW", &ProgrammeArgs::draw, "the draw; default: the programme's last one")})};
}

std::vector<Verb> show_verbs() {
  return {verb<ShowArgs>("", "Show everything about one person or one partner.", show_case, {"mloc show AU-2010-0085", "mloc show ecole-nord"},
                         {argument("OWNER", &ShowArgs::owner, "code or SIRET of a partner; id, file number, unique prefix or name of a case"),
                          flag("--sensitive", &ShowArgs::sensitive, "show sensitive codes")})};
}

std::vector<Verb> list_verbs() {
  return {verb<ListCasesArgs>("", "List cases by their applications.", list_cases,
                              {"mloc list site:nord", "mloc list zoe --names", "mloc list received:2010-02 not:site:nord -O csv"},
                              {argument("[TERM...]", &ListCasesArgs::terms, "field:value, field:least..most, not:field:value, or a name"),
                               flag("--names", &ListCasesArgs::names, "with surname and first name"),
                               flag("--sensitive", &ListCasesArgs::sensitive, "show sensitive codes")},
                              listing)};
}

std::vector<Verb> todo_verbs() {
  return {verb<TodoArgs>("", "List what waits for somebody, alerts too.", list_todo, {"mloc todo", "mloc todo --for anne --fail-if-any"},
                         {option("--for CODE", &TodoArgs::person, "one staff member").from(Source::staff)},
                         listing)};
}

std::vector<Verb> amend_verbs() {
  using A = AmendRecordArgs;
  return {verb<A>("", "Correct fields of one record, or of an application or a partner; it then says who amended it.", amend_record,
                  {"mloc amend AU-2010-0085 resources=512.00 phone=0612345678", "mloc amend AU-2010-0085 household=",
                   "mloc amend AU-2010-0085 2010-05-11-k7qm minutes=30", "mloc amend ecole-nord agreement.capacity=70 price.heure_conduite=39,50",
                   "mloc amend garage-central 2010-05-04-t2fr positions=2"},
                  {argument("OWNER", &A::owner, "whole id or file number of a case, code or SIRET of a partner, or a passport"),
                   argument("[RECORD]", &A::record, "the record's id; default: application, person and names of a case, or the partner itself"),
                   argument("FIELD=VALUE...", &A::values, "an empty value takes the field away; of a partner also agreement.FIELD and price.CODE")}).writing()};
}

std::vector<Verb> recover_verbs() {
  return {verb<RecoverArgs>("", "Show what an interrupted batch holds beside what lies there, and take either side.", recover,
                            {"mloc recover", "mloc recover journal", "mloc recover files"},
                            {argument("[SIDE]", &RecoverArgs::side, "journal: the batch is put in place; files: they stay as they are").one_of({"journal", "files"})},
                            listing).writing()};
}

std::vector<Verb> void_verbs() {
  return {verb<VoidArgs>("", "Mark a record that says nothing true; it stays for the history.", void_record,
                         {"mloc void AU-2010-0085 2010-05-11-k7qm --reason double_saisie", "mloc void garage-central 2010-05-04-t2fr --reason erreur_saisie"},
                         {argument("OWNER", &VoidArgs::owner, "whole id or file number of a case, code or SIRET of a partner"),
                          argument("RECORD", &VoidArgs::record, "the record's id"),
                          option("--reason CODE", &VoidArgs::reason, "code of {}").code_of({"motif_rectification"}).required()}).writing()};
}

std::vector<Verb> move_verbs() {
  return {verb<MoveArgs>("", "Take a record from the wrong person to the right one.", move_record,
                         {"mloc move AU-2010-0085 2010-05-11-k7qm --to AU-2010-0086"},
                         {argument("CASE", &MoveArgs::case_text, "whole id or file number"),
                          argument("RECORD", &MoveArgs::record, "the record's id"),
                          option("--to CASE", &MoveArgs::to, "whole id or file number").required()}).writing()};
}

}  // namespace mloc::office
