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
  std::string reason;  ///< why it takes no part: that of `eligibility`, or one of the two below; empty when it does
  bool is_merged = false;  ///< another application of the person, found to be the same, stands in its place
  bool eligible() const { return reason.empty(); }
};
/// The person's earlier eligible application takes part, and one person has one ticket.
inline constexpr std::string_view second_application = "doublon";
/// It meets the rules today, and the draw was announced without it: received or completed since.
inline constexpr std::string_view after_announcement = "apres_annonce";

/// All applications to a programme, judged, by file number. Birth dates are used where identities/ has them.
Result<std::vector<JudgedApplication>> judged_applications(Workspace& workspace, const Programme& programme);
/// The same as an announced draw has them, for lists, letters and minutes: who stands in its roster takes part, nobody else, whatever
/// was changed since.
Result<std::vector<JudgedApplication>> applications_of_draw(Workspace& workspace, const std::string& draw);

/// Each case's last answer, up to today, to the question whether it takes part in the programme's evaluation (reponse_evaluation).
Result<std::map<std::string, std::string>> trial_answers(Workspace& workspace, const std::string& programme);

/// Labels of the codes of an application, as the workspace's lists and settings have them.
FrenchLabel french_labels(const Workspace& workspace);

/// Everyone in identities/, by case.
Result<std::map<std::string, NamedCase>> named_cases(Workspace& workspace);
/// The pairs that somebody found to be two people.
Result<std::set<CasePair>> distinct_pairs(Workspace& workspace);

}  // namespace mloc::enrol
