#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mloc/enrol/criterion_words.hpp"
#include "mloc/enrol/rules/duplicate.hpp"
#include "mloc/enrol/rules/eligibility.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::enrol {

/// An application with what decides about it.
struct JudgedApplication {
  std::string case_id;
  std::string file_number;
  std::string site;
  std::string household;
  Date received;
  Eligibility eligibility;
};

/// All applications to a programme, judged, by file number. Birth dates are used where identities/ has them.
Result<std::vector<JudgedApplication>> judged_applications(Workspace& workspace, const Programme& programme);

/// Each case's last answer, up to today, to the question whether it takes part in the programme's evaluation (reponse_evaluation).
Result<std::map<std::string, std::string>> trial_answers(Workspace& workspace, const std::string& programme);

/// Labels of the codes of an application, as the workspace's lists and settings have them.
FrenchLabel french_labels(const Workspace& workspace);

/// Everyone in identities/, by case.
Result<std::map<std::string, NamedCase>> named_cases(Workspace& workspace);
/// The pairs that somebody found to be two people.
Result<std::set<CasePair>> distinct_pairs(Workspace& workspace);

}  // namespace mloc::enrol
