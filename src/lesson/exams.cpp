#include "exam_terms.hpp"

#include <algorithm>
#include <map>

#include "exam_verbs.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "mloc/facts/kinds.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/listing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::lesson {
namespace {

using K = Column::Kind;

/// A number of a list, in halves; the lists are tested, so that what is there can be read.
int halves_of(const Node& item, std::string_view name) { return half_points(item.get(name)).value_or(0); }

ExamTerms read_terms() {
  ExamTerms terms;
  for (const Code& code : code_list("epreuve")->items) {
    const Node& item = *code.node;
    const bool grid = item.get("eliminatory") == "true";
    terms.tests.push_back({std::string(code.code), halves_of(item, grid ? "max" : "questions"), halves_of(item, "pass_min"), grid,
                           checked_number(item.get("valid_years")), checked_number(item.get("max_practical"))});
  }
  for (const Code& code : code_list("grille_cepc")->items) {
    ExamTerms::Item item{std::string(code.code), {}, code.node->get("e") == "true", code.node->get("block") == "bonus"};
    for (const std::string& step : texts_of(code.node->find("steps"))) item.steps.push_back(half_points(step).value_or(0));
    terms.grid.push_back(std::move(item));
  }
  for (const Code& code : code_list("delai_represente_b")->items) {
    const int days = checked_number(code.node->get("days"));
    if (code.node->has("min")) terms.delays.push_back({halves_of(*code.node, "min"), days});
    else if (code.code == "absence") terms.absence_days = days;
  }
  return terms;
}

Cell text_or_none(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }

/// The exams of one person.
void add_rows(Table& table, const CaseId& id, const Dossier& dossier) {
  std::vector<const Node*> live;
  std::string file_number;
  for (const Record& record : dossier.records) {
    if (record.voided()) continue;
    live.push_back(record.root);
    if (record.is("application")) file_number = record.root->get("file_number");
  }
  for (const Attempt& attempt : follow_exams(live, exam_terms())) {
    const Node& exam = *attempt.exam;
    const auto points = exam.has("points") ? half_points(exam.get("points")) : sum_of_marks(exam);
    table.rows.push_back({id.text(), text_or_none(file_number), std::string(exam.get("id")), std::string(exam.get("test")), std::string(exam.get("day")),
                          std::string(exam.get("result")), points ? Cell(points_text(*points)) : Cell(),
                          attempt.eliminated ? "true" : "false", attempt.number > 0 ? Cell(std::to_string(attempt.number)) : Cell(),
                          attempt.next ? Cell(attempt.next->text()) : Cell(), attempt.too_soon_after ? "true" : "false",
                          attempt.without_theory ? "true" : "false", attempt.too_soon_after || attempt.without_theory ? "true" : "false"});
  }
}

}  // namespace

const ExamTerms& exam_terms() {
  static const ExamTerms terms = read_terms();
  return terms;
}

const Levels& skill_levels() {
  static const Levels levels = [] {
    Levels all;
    for (const Code& code : code_list("niveau_remc")->items) all.push_back(code.code);
    return all;
  }();
  return levels;
}

Result<Exit> list_exams(World& world, const Globals& globals, const ExamListArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  Table table{"exams",
              {{"case_id", K::text, "Case", "Jeune"}, {"file_number", K::text, "File number", "N° dossier"},
               {"id", K::text, "Record", "Enregistrement"}, {"test", K::text, "Test", "Épreuve"}, {"day", K::day, "Day", "Jour"},
               {"result", K::text, "Result", "Résultat"}, {"points", K::text, "Points", "Points"},
               {"eliminated", K::flag, "Eliminated", "Éliminé"}, {"attempt", K::integer, "Attempt", "Essai"},
               {"next", K::day, "Next from", "Suivant dès le"}, {"too_soon", K::flag, "Too soon", "Trop tôt"},
               {"without_theory", K::flag, "Without theory", "Sans code valide"},
               {"warned", K::flag, "Warned", "Averti"}},
              {}};
  const Terms asked = Terms::of(args.terms);
  TRY(cases, cases_asked(workspace, asked.cases, "exam"));
  for (const CaseId& id : cases) {
    TRY(open, workspace.read(case_path(id)));
    add_rows(table, id, *open.dossier);
  }
  std::ranges::stable_sort(table.rows, {}, [](const std::vector<Cell>& row) { return std::pair(row[4], row[1]); });
  return print_passing(workspace, std::move(table), asked, {{"test", CodesOfColumn::list("epreuve")}, {"result", CodesOfColumn::list("resultat_epreuve")}});
}

}  // namespace mloc::lesson
