#include "pace_verbs.hpp"

#include <algorithm>
#include <map>

#include "learner.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "rules/pace.hpp"

namespace mloc::lesson {
namespace {

using K = Column::Kind;

Result<std::optional<PaceTerms>> terms_of(Workspace& workspace, const std::string& programme) {
  const std::string path = programme_path(programme);
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(root, read_settings(file.bytes, path, "programme", arena));
  return PaceTerms::from(*root);
}

std::vector<Cell> row_of(const Learner& learner, const Node& application, const PaceTerms& terms, Date today) {
  const bool project = application.get("project") == "true";
  const PaceTerms::Rule* suggested = suggested_pace(terms, application.get("situation"), project);
  const auto followed = follow_pace(learner.records, terms, today);
  const auto number = [](int value) { return Cell(std::to_string(value)); };
  return {learner.id.text(), learner.file_number, application.has("situation") ? Cell(std::string(application.get("situation"))) : Cell(),
          project ? "true" : "false", suggested ? number(suggested->minutes) : Cell(), suggested ? Cell(suggested->reason) : Cell(),
          followed ? number(followed->minutes) : Cell(), followed ? Cell(followed->since.text()) : Cell(), followed ? number(followed->due) : Cell(),
          followed ? number(followed->present) : Cell(), followed ? Cell(std::string(followed->state)) : Cell("none")};
}

}  // namespace

Result<Exit> list_paces(World& world, const Globals& globals, const PaceArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  Table table{"paces",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"situation", K::text, "Situation", "Situation"}, {"project", K::flag, "Project", "Projet"},
               {"suggested", K::integer, "Suggested", "Conseillé"}, {"reason", K::text, "Because", "Motif"},
               {"agreed", K::integer, "Agreed", "Convenu"}, {"since", K::day, "Since", "Depuis"}, {"due", K::integer, "Due", "Attendu"},
               {"present", K::integer, "Present", "Suivi"}, {"state", K::text, "State", "État"}},
              {}};
  const Terms asked = Terms::of(args.terms);
  TRY(cases, cases_asked(workspace, asked.cases, "assignment"));
  std::map<std::string, std::optional<PaceTerms>, std::less<>> known;
  for (const CaseId& id : cases) {
    TRY(learner, read_learner(workspace, id));
    const Node* application = nullptr;
    for (const Node* record : learner.records)
      if (record->get("record").starts_with("application/")) application = record;
    if (!application) continue;
    const std::string programme(application->get("programme"));
    if (!known.contains(programme)) {
      TRY(terms, terms_of(workspace, programme));
      known[programme] = terms;
    }
    const auto& terms = known[programme];
    if (!terms) continue;
    table.rows.push_back(row_of(learner, *application, *terms, world.today()));
  }
  std::ranges::stable_sort(table.rows, {}, [](const std::vector<Cell>& row) { return row[1]; });
  return print_passing(workspace, std::move(table), asked, {{"state", {"none", "ahead", "on_pace", "behind"}}});
}

}  // namespace mloc::lesson
