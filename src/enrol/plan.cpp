#include "plan_verbs.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/record.hpp"
#include "mloc/enrol/followed.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/shared_sql.hpp"

namespace mloc::enrol {
namespace {

using K = Column::Kind;

Cell cell(const Node& record, std::string_view field) {
  const std::string_view text = record.get(field);
  return text.empty() ? Cell() : Cell(std::string(text));
}

}  // namespace

Result<Exit> show_plan(World& world, const Globals& globals, const PlanArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(open, workspace.read(case_path(id)));
  Table table{"plan",
              {{"what", K::text, "What", "Quoi"},
               {"code", K::text, "Code", "Code"},
               {"day", K::day, "Day", "Jour"},
               {"due", K::day, "Due", "Échéance"},
               {"owner", K::text, "Owner", "Responsable"},
               {"intensity", K::text, "Intensity", "Intensité"},
               {"adapted", K::flag, "Adapted", "Adapté"},
               {"state", K::text, "State", "État"},
               {"ended", K::day, "Ended", "Terminé"},
               {"record", K::text, "Record", "Enregistrement"}},
              {}};
  std::set<std::string, std::less<>> themes;
  const auto records = facts::live_records(*open.dossier);
  TRY(people, read_followed(workspace, id));
  const Diagnosed* asking = people.empty() ? nullptr : asking_adapted(people.front());
  const Record* found = asking ? open.dossier->find(asking->id) : nullptr;
  const Node* adapted = found ? found->root : nullptr;
  if (adapted)
    table.rows.push_back({"adapted_path", cell(*adapted, "instrument"), cell(*adapted, "day"), {}, cell(*adapted, "signed_by"), {}, "true", {}, {}, cell(*adapted, "id")});
  for (const std::string_view kind : {"objective", "recommendation"})
    for (const Node* record : records) {
      if (!is_kind(*record, kind)) continue;
      if (kind == "objective") themes.emplace(record->get("theme"));
      table.rows.push_back({std::string(kind), cell(*record, kind == "objective" ? "theme" : "recommendation"), cell(*record, "day"),
                            cell(*record, "due"), cell(*record, "owner"), cell(*record, "intensity"), cell(*record, "adapted"),
                            cell(*record, "state"), cell(*record, "ended"), cell(*record, "id")});
    }
  TRY(exit, print_about(world, globals, id, std::move(table)));
  if (adapted && !people.front().is_adapted && !globals.quiet) warn(world, problem("P194"_m, adapted->get("day")));
  // The programme's lesson: mobility alone displaces the search for work, and work without mobility stays out of reach.
  if (!globals.quiet)
    for (const std::string_view theme : {"mobilite", "emploi"})
      if (!themes.contains(theme)) warn(world, problem("P120"_m, theme));
  return exit;
}

Result<Exit> list_dose(World& world, const Globals& globals, const DoseArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const Terms asked = Terms::of(args.terms);
  std::vector<CaseId> wanted;
  for (const CaseText& said : asked.cases) {
    TRY(id, resolve_case(workspace, said, Reference::reading));
    wanted.push_back(id);
  }
  TRY(people, read_followed(workspace, wanted.size() == 1 ? std::optional(wanted.front()) : std::nullopt));
  Table table{"dose",
              {{"case_id", K::text, "Case", "Jeune"},
               {"file_number", K::text, "File number", "N° dossier"},
               {"programme", K::text, "Programme", "Dispositif"},
               {"contacts", K::integer, "Contacts", "Contacts"},
               {"minutes", K::integer, "Minutes", "Minutes"},
               {"absences", K::integer, "Absences", "Absences"},
               {"liaisons", K::integer, "Liaisons", "Liaisons"},
               {"recommendations", K::integer, "Recommendations", "Préconisations"},
               {"first", K::day, "First", "Premier"},
               {"last", K::day, "Last", "Dernier"},
               {"diagnosis_only", K::flag, "Diagnosis only", "Diagnostic seul"}},
              {}};
  for (const Followed& person : people) {
    const auto is_it = [&](const CaseId& id) { return id.text() == person.case_id; };
    if (!wanted.empty() && std::ranges::none_of(wanted, is_it)) continue;
    std::set<std::string> programmes;
    for (const Stay& stay : person.stays) programmes.insert(stay.programme);
    for (const Diagnosed& one : person.diagnoses) programmes.insert(one.programme);
    for (const std::string& programme : programmes) {
      const Dose dose = dose_of(person, programme, world.today());
      table.rows.push_back({person.case_id, person.file_number, programme, std::to_string(dose.contacts), std::to_string(dose.minutes),
                            std::to_string(dose.absences), std::to_string(dose.liaisons), std::to_string(dose.recommendations),
                            dose.first ? Cell(dose.first->text()) : Cell(), dose.last ? Cell(dose.last->text()) : Cell(),
                            dose.diagnosis_only ? "true" : "false"});
    }
  }
  TRY(shown, passing(workspace, std::move(table), asked.terms));
  return print(world, globals, std::move(shown));
}

Result<Exit> list_leavers(World& world, const Globals& globals, const LeaversArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const std::vector<Field> fields = {
      {{"case_id", K::text, "Case", "Jeune"}, "t.case_id"},
      {{"file_number", K::text, "File number", "N° dossier"},
       "(SELECT a.file_number FROM application a WHERE a.case_id = t.case_id AND a.voided_day IS NULL ORDER BY a.received DESC, a.id DESC LIMIT 1)"},
      {{"since", K::day, "Since", "Depuis"}, "t.starts"},
      {{"last_act", K::day, "Last act", "Dernier acte"},
       "(SELECT MAX(x.day) FROM act x WHERE x.case_id = t.case_id AND x.voided_day IS NULL AND x.day >= t.starts)"}};
  TRY(where, where_of(workspace, args.terms, fields));
  where.sql += where.sql.empty() ? " WHERE t.solved IS NULL" : " AND t.solved IS NULL";
  // What a solution is, the reports say, too.
  const std::string leavers = "(" + over_shared_sql({"people", "works", "leavers"}, "SELECT leavers.case_id, leavers.id, leavers.day AS starts, leavers.solved FROM leavers") + ") t";
  return print_rows(workspace, "leavers", fields, leavers, where, "t.starts, t.case_id, t.id", {});
}

namespace {

Result<Exit> list_missing(World& world, const Globals& globals, const Terms& asked) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  const std::vector<Field> fields = {{{"case_id", K::text, "Case", "Jeune"}, "t.case_id"},
                                     {{"file_number", K::text, "File number", "N° dossier"}, "t.file_number"},
                                     {{"programme", K::text, "Programme", "Dispositif"}, "t.programme"},
                                     {{"piece", K::text, "Missing piece", "Pièce manquante"}, "p.value"}};
  TRY(where, where_of(workspace, asked, fields, "t.case_id"));
  where.sql += std::string(where.sql.empty() ? " WHERE " : " AND ") + "NOT EXISTS (SELECT 1 FROM piece s WHERE s.case_id = t.case_id AND s.voided_day IS NULL AND s.piece = p.value AND "
              "(s.programme IS NULL OR s.programme = t.programme)) AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.case_id = t.case_id AND "
              "r.programme = t.programme AND r.voided_day IS NULL AND r.state = 'refusee' AND NOT EXISTS (SELECT 1 FROM referral l WHERE "
              "l.case_id = r.case_id AND l.programme = r.programme AND l.voided_day IS NULL AND (l.sent > r.sent OR (l.sent = r.sent AND l.id > r.id))))";
  return print_rows(workspace, "missing", fields,
                    "(SELECT a.case_id, a.programme, MAX(a.file_number) AS file_number FROM application a WHERE a.voided_day IS NULL "
                    "GROUP BY a.case_id, a.programme UNION SELECT e.case_id, e.programme, (SELECT MAX(b.file_number) FROM application b "
                    "WHERE b.case_id = e.case_id AND b.voided_day IS NULL) FROM participation e WHERE e.voided_day IS NULL AND NOT EXISTS "
                    "(SELECT 1 FROM application c WHERE c.case_id = e.case_id AND c.programme = e.programme AND c.voided_day IS NULL)) t "
                    "INNER JOIN programme_pieces p ON p.programme = t.programme",
                    where, "t.file_number, t.case_id, t.programme, p.position", {});
}

}  // namespace

std::optional<Result<Exit>> list_missing_pieces(World& world, const Globals& globals, const std::vector<std::string>& terms) {
  Terms asked = Terms::of(terms);
  if (std::erase(asked.terms, "missing:true") == 0) return std::nullopt;
  return list_missing(world, globals, asked);
}

}  // namespace mloc::enrol
