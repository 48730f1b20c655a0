#include <map>

#include "mloc/diagnose/instruments.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::diagnose {
namespace {

std::string wave_key(const Node& root) {
  return fmt::format("{} {} {} {}", root.get("instrument"), root.get("draw"), root.get("wave"), root.get("job"));
}

/// Answers that their instrument does not know, signers that may not sign, a wave that was answered twice (two offices
/// may have done so apart).
class DiagnosisChecker final : public DossierChecker {
 public:
  Result<> load(Workspace& workspace, std::vector<Problem>& problems) override;
  void check(const Dossier& dossier, std::vector<Problem>& problems) override;

 private:
  void check_record(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) const;
  Settings settings_;
  Instruments instruments_;
};

Result<> DiagnosisChecker::load(Workspace& workspace, std::vector<Problem>& problems) {
  settings_ = workspace.settings();
  TRY(instruments, Instruments::readable(workspace.store(), problems));
  instruments_ = std::move(instruments);
  return {};
}

void DiagnosisChecker::check(const Dossier& dossier, std::vector<Problem>& problems) {
  std::map<std::string, std::string_view> answered;
  for (const Record& record : dossier.records) {
    if (!record.is("diagnosis") || record.voided()) continue;
    check_record(dossier, record, problems);
    const Node* wave = record.root->find("wave");
    if (!wave) continue;
    const auto [first, is_first] = answered.emplace(wave_key(*record.root), record.id);
    if (is_first) continue;
    Problem twice = problem("G121"_m, fmt::format("diagnosis {}", record.id), wave->text, first->second);
    problems.push_back(at({dossier.file, wave->mark.line, wave->mark.column, {}}, std::move(twice)));
  }
}

void DiagnosisChecker::check_record(const Dossier& dossier, const Record& record, std::vector<Problem>& problems) const {
  const Node& answers = *record.root->find("answers");
  for (AnswerProblem& one : check_diagnosis(settings_, instruments_, *record.root)) {
    const Node* answer = answers.find(one.item);
    const Node* field = record.root->find(one.item);
    const Node& node = answer ? *answer : field ? *field : answers;
    one.problem.text = prefixed(fmt::format("diagnosis {}", record.id), std::move(one.problem.text));
    problems.push_back(at({dossier.file, node.mark.line, node.mark.column, {}}, std::move(one.problem)));
  }
}

}  // namespace

std::unique_ptr<DossierChecker> diagnosis_checker() { return std::make_unique<DiagnosisChecker>(); }

}  // namespace mloc::diagnose
