#include "mloc/cli/verb.hpp"
#include "progress_verbs.hpp"
#include "sheet_verbs.hpp"
#include "verbs.hpp"

namespace mloc::lesson {

using namespace cli;

std::vector<Verb> exam_verbs();

std::vector<Verb> lesson_verbs() {
  using Add = LessonAddArgs;
  using List = LessonListArgs;
  std::vector<Verb> verbs = {
      verb<Add>("add", "Record one lesson.", add_lesson,
                {"mloc lesson add AU-2010-0085 --minutes 60 --skill C1.3=traite", "mloc lesson add AU-2010-0085 --on yesterday --presence absent_excuse"},
                {argument("CASE", &Add::case_text, "whole id or file number"),
                 option("--school CODE", &Add::school, "the driving school; default: that of the assignment"),
                 option("--on DAY", &Add::on, "the day; default: today"),
                 option("--time TIME", &Add::starts, "time of day, hh:mm; default: 09:00"),
                 option("--minutes N", &Add::minutes, "length in minutes"),
                 option("--kind CODE", &Add::kind, "code of {}").code_of({"type_seance"}),
                 option("--presence CODE", &Add::presence, "code of {}").code_of({"presence"}),
                 option("--reason CODE", &Add::reason, "why absent: code of {}").code_of({"motif_absence"}),
                 option("--skill CODE=LEVEL", &Add::skills, "a skill of {} and its level; may be repeated").code_of({"remc_b"}, {"niveau_remc"}),
                 option("--difficulty CODE", &Add::difficulties, "code of {}; may be repeated").code_of({"difficulte_apprentissage"}),
                 option("--adjustment CODE", &Add::adjustments, "code of {}; may be repeated").code_of({"preconisation_apprentissage"}),
                 option("--followed CODE", &Add::followed, "an earlier adjustment that was followed, code of {}; may be repeated").code_of({"preconisation_apprentissage"}),
                 option("--not-followed CODE", &Add::not_followed, "an earlier adjustment that was not, code of {}; may be repeated").code_of({"preconisation_apprentissage"}),
                 option("--instructor CODE", &Add::instructor, "the school's own code; needed where a level falls")}).writing(),
      verb<List>("list", "List lessons.", list_lessons,
                 {"mloc lesson list AU-2010-0085", "mloc lesson list school:ecole-sud day:2010-06 -O csv"},
                 {terms_or_cases(&List::terms),
                  flag("--sensitive", &List::sensitive, "show sensitive codes")},
                 listing),
      verb<ProgressArgs>("progress", "Show where a learner stands and what comes next.", show_progress,
                         {"mloc lesson progress AU-2010-0085", "mloc lesson progress AU-2010-0085 -O json"},
                         {argument("CASE", &ProgressArgs::case_text, "id, file number, unique prefix or name"),
                          flag("--sensitive", &ProgressArgs::sensitive, "show sensitive codes")},
                         listing),
      verb<LearnerPageArgs>("page", "Make the learner's own page, in French.", make_learner_page, {"mloc lesson page AU-2010-0085 -o zoe.html"},
                            {argument("CASE", &LearnerPageArgs::case_text, "id, file number, unique prefix or name"),
                             option("-o, --output FILE", &LearnerPageArgs::output, "the HTML file; default: standard output")}).writing(),
      verb<SheetArgs>("sheet", "Make the attendance sheet that a school fills in and signs.", make_sheet,
                      {"mloc lesson sheet ecole-sud 2010-06 -o feuille.html", "mloc lesson sheet ecole-sud 2010-06 -o feuille.csv"},
                      {argument("SCHOOL", &SheetArgs::school, "the driving school"), argument("MONTH", &SheetArgs::month, "2010-06"),
                       option("-o, --output FILE", &SheetArgs::output, "a page; the same rows for `import lesson` when it ends in .csv; default: the page on standard output"),
                       option("--mapping NAME", &SheetArgs::mapping, "imports/NAME.toml, when several make lessons")}).writing(),
      verb<BundleArgs>("bundle", "Write what a school may know of its learners into a folder.", make_bundle,
                       {"mloc lesson bundle ecole-sud -o envoi"},
                       {argument("SCHOOL", &BundleArgs::school, "the driving school"),
                        option("-o, --output DIR", &BundleArgs::output, "the folder; made when it is not there").required()}).writing()};
  for (Verb& one : exam_verbs()) verbs.push_back(std::move(one));
  return verbs;
}

}  // namespace mloc::lesson
