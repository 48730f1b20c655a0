#include "exam_verbs.hpp"
#include "mloc/cli/verb.hpp"
#include "mloc/facts/kinds.hpp"
#include "mloc/facts/fact_words.hpp"
#include "pace_verbs.hpp"

namespace mloc::lesson {

using namespace cli;

std::vector<Verb> exam_verbs() {
  using List = ExamListArgs;
  return {
      verb<facts::FactArgs>("exam add", "Record a test of the licence; its result is derived from the points or marks.",
                     [](World& world, const Globals& globals, const facts::FactArgs& args) { return facts::add_fact(world, globals, *facts::find_fact_kind("exam"), args); },
                     {"mloc lesson exam add AU-2010-0085 etg --points 38 --on 12/07/2010", "mloc lesson exam add AU-2010-0085 pratique_b --result absent"},
                     facts::fact_words(*facts::find_fact_kind("exam"))).writing(),
      verb<List>("exam list", "List tests, each with its attempt and the earliest day for another.", list_exams,
                 {"mloc lesson exam list test:pratique_b result:favorable day:2010", "mloc lesson exam list warned:true", "mloc lesson exam list AU-2010-0085"},
                 {terms_or_cases(&List::terms)},
                 listing),
      verb<PaceArgs>("pace list", "List the pace that status and project suggest, the one agreed on, and what was attended since.", list_paces,
                     {"mloc lesson pace list AU-2010-0085", "mloc lesson pace list state:behind --fail-if-any"}, {terms_or_cases(&PaceArgs::terms)},
                     listing),
      verb<facts::FactArgs>("pace add", "Record the pace agreed on with the learner; nothing sets it by itself.",
                     [](World& world, const Globals& globals, const facts::FactArgs& args) { return facts::add_fact(world, globals, *facts::find_fact_kind("pace"), args); },
                     {"mloc lesson pace add AU-2010-0085 240 --reason disponible"}, facts::fact_words(*facts::find_fact_kind("pace"))).writing()};
}

}  // namespace mloc::lesson
