// Outcomes that a programme declares: whether its file says them rightly, and what they are in a wave.
#include "mloc/diagnose/outcomes.hpp"

#include "mloc/records/toml.hpp"

namespace mloc::diagnose {

Result<std::vector<DeclaredOutcome>> outcomes_of_programme(const Workspace& workspace, const std::string& programme, const Instrument* instrument) {
  const std::string path = programme_path(programme);
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(root, read_settings(file.bytes, path, "programme", arena));
  const Node* outcomes = root->find("outcomes");
  if (!outcomes) return std::vector<DeclaredOutcome>();
  if (instrument) return declared_outcomes(*root, path, *instrument);
  const Node* trial = root->find("trial");
  if (!trial) return fail(Exit::no, at({path, outcomes->mark.line, outcomes->mark.column, {}}, problem("V330"_m)));
  TRY(instruments, Instruments::of(workspace.store()));
  TRY(baseline, instruments.named(trial->get("baseline")));
  return declared_outcomes(*root, path, *baseline);
}

Result<std::vector<DeclaredOutcome>> outcomes_of_draw(const Workspace& workspace, const std::string& draw, const std::string& programme, const Instrument& instrument) {
  const std::string copy = draw_path(draw, "programme.toml");
  TRY(copied, workspace.store().holds(copy));
  if (!copied) return outcomes_of_programme(workspace, programme, &instrument);
  TRY(file, workspace.store().read(copy));
  Arena arena;
  TRY(root, read_settings(file.bytes, copy, "programme", arena));
  return declared_outcomes(*root, copy, instrument);
}

Result<> check_outcomes(const Workspace& workspace, const std::string& programme) {
  CHECKED(outcomes_of_programme(workspace, programme, nullptr));
  return {};
}

}  // namespace mloc::diagnose
