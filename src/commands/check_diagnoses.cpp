#include "commands/check_diagnoses.hpp"

#include <map>

namespace mloc {
namespace {

std::string wave_key(const Node& root) {
  return fmt::format("{} {} {} {}", root.get("instrument"), root.get("draw"), root.get("wave"), root.get("job"));
}

}  // namespace

Result<> DiagnosisChecker::load(const Workspace& workspace, std::vector<Problem>& problems) {
  settings_ = workspace.settings();
  TRY(instruments, Instruments::readable(workspace.store(), problems));
  instruments_ = std::move(instruments);
  return {};
}

void DiagnosisChecker::check(const Dossier& dossier, std::vector<Problem>& problems) const {
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

}  // namespace mloc
