// What a programme says of questionnaires and declares as outcomes: whether its file says it rightly, and what they are in a wave.
#include "mloc/diagnose/outcomes.hpp"

#include "mloc/base/text.hpp"
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

namespace {

/// A questionnaire that nobody has would be asked of nobody.
Result<const Instrument*> named_at(const Instruments& instruments, const Node& name, const std::string& path) {
  auto found = instruments.named(name.text);
  if (!found) return fail(Exit::no, at({path, name.mark.line, name.mark.column, {}}, std::move(found.error().problems.front())));
  return found;
}

Result<> check_questions(const Workspace& workspace, const std::string& path) {
  TRY(file, workspace.store().read(path));
  Arena arena;
  TRY(root, read_settings(file.bytes, path, "programme", arena));
  TRY(instruments, Instruments::of(workspace.store()));
  if (const Node* trial = root->find("trial")) CHECKED(named_at(instruments, *trial->find("baseline"), path));
  const Node *diagnosis = root->find("diagnosis"), *adapted = root->find("adapted_item");
  if (!diagnosis) return {};
  TRY(instrument, named_at(instruments, *diagnosis, path));
  if (!adapted || instrument->find(adapted->text)) return {};
  std::vector<std::string> items;
  for (const Item& one : instrument->items) items.push_back(one.code);
  const auto near = nearest(adapted->text, items);
  Problem unknown = hinted(problem("G103"_m, instrument->text(), adapted->text), near ? did_you_mean(*near) : one_of_these(items));
  return fail(Exit::no, at({path, adapted->mark.line, adapted->mark.column, {}}, std::move(unknown)));
}

}  // namespace

Result<> check_outcomes(const Workspace& workspace, const std::string& programme) {
  CHECKED(check_questions(workspace, programme_path(programme)));
  CHECKED(outcomes_of_programme(workspace, programme, nullptr));
  return {};
}

}  // namespace mloc::diagnose
