#include "admission.hpp"

#include <algorithm>
#include <map>

#include "mloc/draw/drawn.hpp"
#include "mloc/enrol/eligible.hpp"

namespace mloc::report {
Result<Admission> admission_of(Workspace& workspace, const Programme& programme, Date last) {
  Admission made;
  std::map<std::string, std::int64_t> reasons;
  TRY(judged, enrol::judged_applications(workspace, programme));
  for (const enrol::JudgedApplication& one : judged) {
    if (one.received > last || one.is_merged) continue;
    ++made.applications;
    if (one.eligible()) ++made.eligible;
    else ++reasons[one.reason];
  }
  const auto labels = enrol::french_labels(workspace);
  for (const auto& [reason, number] : reasons) made.reasons.emplace_back(enrol::french_reason(programme, reason, labels), number);
  std::ranges::stable_sort(made.reasons, std::ranges::greater(), &std::pair<std::string, std::int64_t>::second);
  TRY(names, draw::draws_that_were_run(workspace));
  for (const std::string& name : names) {
    TRY(folder, draw::run_draw(workspace, name));
    if (folder.announced().get("programme") != programme.code) continue;
    TRY(everyone, draw::everyone_drawn(workspace, folder));
    made.drawn += static_cast<std::int64_t>(everyone.size());
    made.selected += std::ranges::count(everyone, true, &draw::Drawn::is_test);
  }
  return made;
}

}  // namespace mloc::report
