#include "admission.hpp"

#include <algorithm>
#include <map>

#include "mloc/draw/drawn.hpp"
#include "mloc/enrol/eligible.hpp"

namespace mloc::report {
namespace {

std::string reason_text(const Programme& programme, std::string_view reason, bool french) {
  if (reason == "window") return french ? "hors délai" : "out of time";
  const auto found = std::ranges::find(programme.criteria, reason, &Criterion::code);
  return found == programme.criteria.end() || found->label.empty() ? std::string(reason) : found->label;
}

}  // namespace

Result<Admission> admission_of(Workspace& workspace, const Programme& programme, Date last) {
  Admission made;
  std::map<std::string, std::int64_t> reasons;
  TRY(judged, enrol::judged_applications(workspace, programme));
  for (const enrol::JudgedApplication& one : judged) {
    if (one.received > last) continue;
    ++made.applications;
    if (one.eligibility.eligible()) ++made.eligible;
    else ++reasons[std::string(one.eligibility.reason())];
  }
  const bool french = workspace.globals().language.value_or(workspace.settings().language == "en" ? Language::english : Language::french) == Language::french;
  for (const auto& [reason, number] : reasons) made.reasons.emplace_back(reason_text(programme, reason, french), number);
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
