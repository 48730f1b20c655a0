#include "mloc/cli/words.hpp"
#include "mloc/commands/cases.hpp"
#include "mloc/commands/import.hpp"

namespace mloc::cli {

std::vector<Bound<ImportArgs>> import_words();

std::vector<Verb> lesson_verbs() {
  using Add = LessonAddArgs;
  using List = LessonListArgs;
  return {
      verb<ImportArgs>("import", "Import lessons from CSV files.", import_lessons,
                       {"mloc lesson import seances.csv", "mloc lesson import seances.csv --keep-going --rejects rejects.csv"},
                       import_words()).writing(),
      verb<Add>("add", "Record one lesson.", add_lesson,
                {"mloc lesson add AU-2010-0085 --minutes 60 --skill C1.3=traite", "mloc lesson add AU-2010-0085 --on yesterday --presence absent_excuse"},
                {argument("CASE", &Add::case_text, "whole id or file number"),
                 option("--school CODE", &Add::school, "the driving school; that of the assignment when left out"),
                 option("--on DAY", &Add::on, "the day; today when left out"),
                 option("--starts TIME", &Add::starts, "hh:mm, or 2010-05-11T09:00"),
                 option("--minutes N", &Add::minutes, "length in minutes"),
                 option("--kind CODE", &Add::kind, "code of type_seance"),
                 option("--presence CODE", &Add::presence, "code of presence"),
                 option("--skill CODE=LEVEL", &Add::skills, "a skill of remc_b and its level; may be repeated"),
                 option("--difficulty CODE", &Add::difficulties, "code of difficulte_apprentissage; may be repeated"),
                 option("--adjustment CODE", &Add::adjustments, "code of preconisation_apprentissage; may be repeated"),
                 option("--instructor CODE", &Add::instructor, "the school's own code")}).writing(),
      verb<List>("list", "List lessons.", list_lessons,
                 {"mloc lesson list --case AU-2010-0085", "mloc lesson list --school gatinais --period 2010-06 -O csv"},
                 {option("--case CASE", &List::case_text, "id, file number, unique prefix or name"),
                  option("--school CODE", &List::school, "one driving school"),
                  option("--period PERIOD", &List::period, "2010-06, 2010-Q2, 2010-03..2010-06 …"),
                  flag("--sensitive", &List::sensitive, "show sensitive codes"),
                  flag("--fail-if-empty", &List::fail_if_empty, "exit 1 when nothing is found")},
                 listing)};
}

}  // namespace mloc::cli
