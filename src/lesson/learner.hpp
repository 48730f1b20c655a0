#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "mloc/workspace/workspace.hpp"
#include "rules/progress.hpp"

namespace mloc::lesson {

/// A dossier with where its learner stands; the progress points into the dossier.
struct Learner {
  CaseId id;
  OpenDossier open;
  std::string file_number, school;
  std::vector<const Node*> records;  ///< not voided
  Progress progress;
  const Lists* lists = nullptr;  ///< the workspace's

  /// The label of a code as the office has it; the code itself when the list does not hold it.
  std::string label(std::string_view list, std::string_view code, Language language) const { return lists->label(list, code, language); }
  /// A code of which the list says that it is sensitive.
  bool is_sensitive(std::string_view list, std::string_view code) const;
};
Result<Learner> read_learner(Workspace& workspace, const CaseId& id);

const ProgressTerms& progress_terms();
/// Minutes as `7 h 30`.
std::string hours_text(int minutes);
/// The 32 sub-competences in their order; those of one competence begin with its code.
std::vector<std::string_view> sub_skills();

}  // namespace mloc::lesson
