#include <algorithm>

#include "exam_terms.hpp"
#include "learner.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/person.hpp"
#include "progress_verbs.hpp"
#include "school_learners.hpp"

namespace mloc::lesson {
namespace {

using Align = Page::Heading::Align;

std::string french_day(std::string_view day) {
  const auto date = Date::parse(day);
  return date ? date->french() : std::string(day);
}

void add_stages(Page& page, const Learner& learner) {
  const Progress& progress = learner.progress;
  page.heading(2, "Où j'en suis");
  std::vector<std::pair<std::string, std::string>> stages;
  for (const Code& stage : code_list("etape_permis")->items)
    if (const auto found = progress.stages.find(stage.code); found != progress.stages.end())
      stages.emplace_back(std::string(stage.fr), french_day(found->second));
  if (stages.empty()) page.paragraph("Le parcours n'a pas encore commencé.");
  else page.facts(stages);
  page.note(fmt::format("Prochaine étape : {}{}", learner.label("suite_permis", progress.next, Language::french),
                        progress.not_before ? ", à partir du " + progress.not_before->french() : ""));
}

void add_hours(Page& page, const Progress& progress) {
  if (progress.months.empty()) return;
  page.heading(2, "Mes heures");
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](std::string name, const Progress::Month& month) {
    rows.push_back({std::move(name), hours_text(month.planned), hours_text(month.present), hours_text(month.driven), std::to_string(month.absences)});
  };
  for (const auto& [name, month] : progress.months) add(std::string(name.substr(5)) + "/" + std::string(name.substr(0, 4)), month);
  add("En tout", progress.total);
  page.table("Heures par mois", {{"Mois"}, {"Prévues", Align::end}, {"Suivies", Align::end}, {"Au volant", Align::end}, {"Absences", Align::end}}, rows);
}

void add_skills(Page& page, const Learner& learner) {
  const Progress& progress = learner.progress;
  page.heading(2, "Mes compétences");
  for (const Code& competence : code_list("remc_b")->items) {
    if (competence.code.find('.') != std::string_view::npos) continue;
    std::vector<std::vector<std::string>> rows;
    for (const std::string_view skill : sub_skills()) {
      if (!skill.starts_with(competence.code)) continue;
      const auto found = progress.skills.find(skill);
      const std::size_t rank = found == progress.skills.end() ? 0 : found->second.rank;
      rows.push_back({std::string(skill), learner.label("remc_b", skill, Language::french), learner.label("niveau_remc", progress_terms().levels[rank], Language::french),
                      found == progress.skills.end() ? "" : french_day(found->second.day)});
    }
    page.table(competence.fr, {{"N°"}, {"Compétence"}, {"Niveau"}, {"Le"}}, rows);
  }
}

void add_exams(Page& page, const Learner& learner) {
  std::vector<std::vector<std::string>> rows;
  for (const Attempt& attempt : follow_exams(learner.records, exam_terms())) {
    const Node& exam = *attempt.exam;
    rows.push_back({french_day(exam.get("day")), learner.label("epreuve", exam.get("test"), Language::french), learner.label("resultat_epreuve", exam.get("result"), Language::french), std::string(exam.get("points"))});
  }
  if (rows.empty()) return;
  page.heading(2, "Mes épreuves");
  page.table("Épreuves", {{"Date"}, {"Épreuve"}, {"Résultat"}, {"Points", Align::end}}, rows);
}

void add_advice(Page& page, const Learner& learner) {
  const Progress& progress = learner.progress;
  std::vector<std::string> difficulties, advice;
  for (const auto& [code, day] : progress.difficulties) difficulties.push_back(learner.label("difficulte_apprentissage", code, Language::french));
  for (const auto& [code, adjustment] : progress.adjustments)
    if (adjustment.state == "open") advice.push_back(learner.label("preconisation_apprentissage", code, Language::french));
  if (!difficulties.empty()) page.heading(2, "Ce que je travaille").list(difficulties);
  if (!advice.empty()) page.heading(2, "Ce que l'auto-école me conseille").list(advice);
}

}  // namespace

Result<Exit> make_learner_page(World& world, const Globals& globals, const LearnerPageArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::reading));
  TRY(learner, read_learner(workspace, id));
  TRY(identities, workspace.find(identity_path(id)));
  std::vector<std::pair<std::string, std::string>> head;
  if (identities)
    for (const Record& record : identities->dossier->records)
      if (record.is("identity")) head.emplace_back("Nom", name_on_paper(*record.root));
  head.emplace_back("N° de dossier", learner.file_number);
  if (!learner.school.empty()) {
    TRY(school, name_of_school(workspace, learner.school));
    head.emplace_back("Auto-école", school);
  }
  head.emplace_back("Au", world.today().french());
  Page page("Mon permis");
  CHECKED(put_sender(page, workspace));
  page.facts(head);
  add_stages(page, learner);
  add_hours(page, learner.progress);
  add_exams(page, learner);
  add_advice(page, learner);
  add_skills(page, learner);
  if (globals.dry_run) return Exit::done;
  CHECKED(output.write(page.html()));
  return Exit::done;
}

}  // namespace mloc::lesson
