#include "complete_verbs.hpp"
#include "init_verbs.hpp"
#include "mloc/cli/verb.hpp"
#include "verbs.hpp"

namespace mloc::office {

using namespace cli;

std::vector<Verb> complete_verbs() {
  return {verb<CompleteArgs>("", "Say what may come next on a line, to a shell.", complete, {},
                             {argument("[WORD...]", &CompleteArgs::words, "the words of the line after mloc, up to the cursor")})};
}

std::vector<Verb> init_verbs() {
  return {verb<InitArgs>("", "Make a workspace from a template.", init_workspace, {"mloc init DIR --template autonomie --sealed"},
                         {argument("[DIR]", &InitArgs::folder, "the folder; made when missing"),
                          option("--template NAME", &InitArgs::template_name, "autonomie, pole, pass-accompagnement or empty"),
                          flag("--sealed", &InitArgs::sealed, "seal names and addresses from the first one on")}).writing()};
}

std::vector<Verb> schema_verbs() {
  return {verb<SchemaArgs>("", "Print the JSON Schema of a record kind with its code lists, or one code list; without a name, list the kinds.",
                           show_schema, {"mloc schema lesson", "mloc schema motif_absence"},
                           {argument("[KIND]", &SchemaArgs::kind, "a kind of record: lesson, application, settings …; or a code list")})};
}

std::vector<Verb> show_verbs() {
  return {verb<ShowArgs>("", "Show everything about one person.", show_case, {"mloc show AU-2010-0085"},
                         {argument("CASE", &ShowArgs::case_text, "id, file number, unique prefix or name"),
                          flag("--sensitive", &ShowArgs::sensitive, "show sensitive codes")})};
}

std::vector<Verb> list_verbs() {
  return {verb<ListCasesArgs>("", "List cases by their applications.", list_cases,
                              {"mloc list site:orleans", "mloc list zoe --names", "mloc list received:2010-02 not:site:orleans -O csv"},
                              {argument("[TERM...]", &ListCasesArgs::terms, "field:value, field:least..most, not:field:value, or a name"),
                               flag("--names", &ListCasesArgs::names, "with surname and first name"),
                               flag("--sensitive", &ListCasesArgs::sensitive, "show sensitive codes"),
                               flag("--fail-if-empty", &ListCasesArgs::fail_if_empty, "exit 1 when nothing is found")},
                              listing)};
}

std::vector<Verb> todo_verbs() {
  return {verb<TodoArgs>("", "List what waits for somebody, alerts too.", list_todo, {"mloc todo", "mloc todo --for leroy --fail-if-any"},
                         {option("--for CODE", &TodoArgs::person, "one staff member").from(Source::staff),
                          flag("--fail-if-any", &TodoArgs::fail_if_any, "exit 1 when something waits")},
                         listing)};
}

std::vector<Verb> void_verbs() {
  return {verb<VoidArgs>("", "Mark a record that says nothing true; it stays for the history.", void_record,
                         {"mloc void AU-2010-0085 2010-05-11-k7qm --reason double_saisie", "mloc void restaurant-du-quai 2010-05-04-t2fr --reason erreur_saisie"},
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
