#include "verbs.hpp"

#include <algorithm>
#include <map>

#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/workspace/frozen_programme.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/record_words.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::office {
namespace {

using K = Column::Kind;

const std::vector<Field>& case_fields() {
  static const std::vector<Field> fields = {
      {{"case_id", K::text, "Case", "Jeune"}, "a.case_id"},
      {{"file_number", K::text, "File number", "N° dossier"}, "a.file_number"},
      {{"programme", K::text, "Programme", "Dispositif"}, "a.programme"},
      {{"site", K::text, "Site", "Site"}, "a.site"},
      {{"received", K::day, "Received", "Reçu le"}, "a.received"},
      {{"sex", K::text, "Sex", "Sexe"}, "p.sex"},
      {{"age", K::integer, "Age", "Âge"}, "a.age"},
      {{"situation", K::text, "Situation", "Situation"}, "a.situation"},
      {{"education", K::text, "Education", "Niveau"}, "a.education"},
      {{"housing", K::text, "Housing", "Logement"}, "a.housing"},
      {{"resources", K::money, "Resources", "Ressources"}, "a.resources_cents"},
      {{"priority_area", K::flag, "Priority area", "QPV"}, "a.priority_area"},
      {{"referent", K::text, "Adviser", "Conseiller"}, "a.referent"},
      {{"prescriber", K::text, "Prescriber", "Prescripteur"}, "a.prescriber"},
      {{"commune", K::text, "Commune", "Commune"}, "a.commune"},
      {{"job", K::text, "Job", "Métier"}, "a.job"},
      {{"household", K::text, "Household", "Foyer"}, "a.household"},
      {{"school", K::text, "School", "Auto-école"},
       "(SELECT s.school FROM assignment s WHERE s.case_id = a.case_id AND s.voided_day IS NULL ORDER BY s.starts DESC, s.id DESC LIMIT 1)"}};
  return fields;
}

/// The fields of a listing that --columns did not name and a first look does not need.
void shorten(View& view) {
  if (view.columns.empty() && view.format == Format::table)
    view.columns = {"case_id", "file_number", "site", "received", "sex", "age", "situation", "school"};
}

bool is_term(const std::string& text) { return text.find_first_of(":<>=") != std::string::npos; }

Result<std::string> draws_of(const Workspace& workspace, const Dossier& dossier, Language language) {
  const bool french = language == Language::french;
  constexpr std::string_view english[] = {"selected", "promoted", "waiting", "withdrawn"}, in_french[] = {"retenu", "appelé", "en attente", "retiré"};
  const auto& standings = french ? in_french : english;
  std::string text;
  TRY(places, draw::draw_places_of(workspace, dossier));
  for (const auto& [draw, programme, position] : places) {
    const auto rules = programme_of_draw(workspace, draw);
    // Somebody of the control arm waits for nothing.
    const bool is_control = position.standing == draw::Standing::waiting && rules && rules->trial;
    const std::string standing(!is_control ? standings[static_cast<std::size_t>(position.standing)] : french ? rules->trial->control : "control");
    text += fmt::format("\n{} {}\n  {:<24} {}\n  {:<24} {}\n  {:<24} {}\n", french ? "Tirage" : "Draw", draw, french ? "position" : "standing", standing,
                        french ? "rang" : "rank", position.rank, "ticket", position.ticket);
  }
  return text;
}

/// As ids are written: without hyphens, in capitals.
std::string beginning_of_id(std::string_view text) {
  std::string made;
  for (const char c : text)
    if (c != '-') made += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return made;
}

/// By whole words of the name, or by its letters: `ndiaye` finds N'Diaye.
bool is_called(const enrol::NamedCase& named, std::string_view name) {
  const std::string letters = letters_of(name);
  const bool words = (" " + folded(named.first_name + " " + named.surname) + " ").find(" " + folded(name) + " ") != std::string::npos;
  return words || letters == letters_of(named.surname) || letters == letters_of(named.first_name);
}

/// Adds what `show` finds by a word: a file number, an id or its beginning, a name; each only for whom its column is.
Result<> add_search(Workspace& workspace, const std::optional<Viewer>& viewer, const std::string& word, Where& where) {
  const auto sees = [&](std::string_view field) { return !viewer || viewer->sees("cases", field); };
  std::string found = "0";
  where.parameters.emplace_back(word);
  if (sees("file_number")) found += fmt::format(" OR a.file_number = ?{}", where.parameters.size());
  where.parameters.emplace_back(beginning_of_id(word));
  if (sees("case_id")) found += fmt::format(" OR (length(?{0}) >= 4 AND substr(a.case_id, 1, length(?{0})) = ?{0})", where.parameters.size());
  if (sees("surname") && sees("first_name")) {
    TRY(known, enrol::named_cases(workspace));
    std::string list;
    for (const auto& [id, named] : known)
      if (is_called(named, word)) list += (list.empty() ? "'" : ", '") + id + "'";
    found += " OR a.case_id IN (" + list + ")";
  }
  where.sql += " AND (" + found + ")";
  return {};
}

}  // namespace

Result<Exit> list_cases(World& world, const Globals& globals, const ListCasesArgs& args) {
  Globals shown = globals;
  // Which columns are there at all is for the viewer's role to say.
  if (!globals.as) shorten(shown.view);
  TRY(workspace, Workspace::open(world, shown, Workspace::Use::read_many));
  std::vector<std::string> terms, names;
  for (const std::string& text : args.terms) (is_term(text) ? terms : names).push_back(text);
  TRY(where, where_of(workspace, terms, case_fields()));
  where.sql += (where.sql.empty() ? " WHERE " : " AND ") + std::string("a.voided_day IS NULL");
  std::optional<Viewer> viewer;
  if (globals.as && !names.empty()) {
    TRY(found, viewer_of(workspace, *globals.as));
    viewer = std::move(found);
  }
  for (const std::string& name : names) CHECKED(add_search(workspace, viewer, name, where));
  std::vector<Field> fields = case_fields();
  if (args.names)
    for (const auto& [name, english, french] : {std::tuple("surname", "Surname", "Nom"), std::tuple("first_name", "First name", "Prénom")})
      fields.push_back({{name, K::text, english, french}, fmt::format("(SELECT i.{} FROM identity i WHERE i.case_id = a.case_id)", name)});
  if (args.names && !shown.view.columns.empty() && globals.view.columns.empty())
    for (const std::string name : {"surname", "first_name"}) shown.view.columns.push_back(name);
  return print_rows(workspace, "cases", fields, "application a LEFT JOIN person p ON p.case_id = a.case_id", where,
                    "a.file_number, a.case_id", {args.sensitive, args.names});
}

Result<Exit> show_case(World& world, const Globals& globals, const ShowArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  for (const Room* room : rooms()) {
    if (!room->show) continue;
    TRY(shown, room->show(workspace, args.owner.text, args.sensitive));
    if (shown) return *shown;
  }
  TRY(id, resolve_case(workspace, CaseText{args.owner.text}, Reference::reading));
  TRY(open, workspace.read(case_path(id)));
  TRY(identities, workspace.find(identity_path(id)));
  TRY(lists, workspace.lists());
  const Language language = globals.view.language;
  const bool french = language == Language::french;
  const Telling telling{*lists, workspace.settings().sites, language, args.sensitive};
  std::string text = fmt::format("{} {}\n", french ? "Dossier" : "Case", id.shown());
  if (identities)
    for (const Record& record : identities->dossier->records)
      if (record.is("identity")) text += page_of(record, telling);
  int lessons = 0, minutes = 0;
  TRY(instruments, diagnose::Instruments::of(workspace.store()));
  for (const Record& record : open.dossier->records) {
    if (record.is("diagnosis")) {
      text += diagnose::diagnosis_page(instruments, record, language, args.sensitive);
      continue;
    }
    if (!record.is("lesson")) {
      text += page_of(record, telling);
      continue;
    }
    if (record.voided()) continue;
    ++lessons;
    const std::string_view presence = record.root->get("presence");
    if (presence == "present" || presence == "retard") minutes += checked_number(record.root->get("minutes"));
  }
  TRY(draws, draws_of(workspace, *open.dossier, language));
  text += draws;
  if (lessons)
    text += fmt::format("\n{}\n  {:<24} {}\n  {:<24} {}\n", french ? "Séances" : "Lessons", french ? "enregistrées" : "recorded", lessons,
                        french ? "minutes suivies" : "minutes present", minutes);
  CHECKED(world.out.write(text));
  return Exit::done;
}

}  // namespace mloc::office
