#include "learner.hpp"

#include "exam_terms.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/records/codes.hpp"

namespace mloc::lesson {

const ProgressTerms& progress_terms() {
  static const ProgressTerms terms{exam_terms(), skill_levels(), sub_skills().size()};
  return terms;
}

std::vector<std::string_view> sub_skills() {
  std::vector<std::string_view> codes;
  for (const Code& code : code_list("remc_b")->items)
    if (code.code.find('.') != std::string_view::npos) codes.push_back(code.code);
  return codes;
}

Result<Learner> read_learner(Workspace& workspace, const CaseId& id) {
  TRY(open, workspace.read(case_path(id)));
  TRY(lists, workspace.lists());
  Learner learner{id, std::move(open), {}, {}, {}, {}, lists};
  learner.records = facts::live_records(*learner.open.dossier);
  learner.school = partner::school_on(partner::assignments_of(*learner.open.dossier), workspace.world().today());
  for (const Node* record : learner.records)
    if (record->get("record").starts_with("application/")) learner.file_number = record->get("file_number");
  learner.progress = progress_of(learner.records, progress_terms(), workspace.world().today());
  return learner;
}

bool Learner::is_sensitive(std::string_view list, std::string_view code) const {
  const CodeList& known = *lists->find(list);
  const Code* found = known.find(code);
  // One that no list has any more may be, where any is.
  return found ? found->sensitive : known.has_sensitive();
}

std::string hours_text(int minutes) { return fmt::format("{} h {:02}", minutes / 60, minutes % 60); }

}  // namespace mloc::lesson
