#include <map>

#include "mloc/base/record.hpp"
#include "mloc/diagnose/outcomes.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::diagnose {
namespace {

const Instruments& instruments_of(Knowledge& known) {
  return known.kept<Instruments>("instruments", [&] {
    std::map<std::string, std::string> files;
    for (const FileKind kind : {FileKind::instrument, FileKind::codes})
      for (const std::string& path : known.paths(kind))
        if (auto bytes = known.bytes(path)) files[path] = *std::move(bytes);
    std::vector<Problem> unreadable;
    auto read = Instruments::readable(files, unreadable);
    return read ? *std::move(read) : Instruments();
  });
}

/// Answers that their instrument does not know, signers that may not sign.
void judge_answers(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "diagnosis")) continue;
    for (AnswerProblem& one : check_diagnosis(judged.known.settings(), instruments_of(judged.known), *record)) {
      const bool is_field = !record->find("answers")->has(one.item) && record->has(one.item);
      broken.push_back({record, is_field ? one.item : "answers." + one.item, std::move(one.problem)});
    }
  }
}

std::string wave_key(const Node& record) {
  return fmt::format("{} {} {} {}", record.get("instrument"), record.get("draw"), record.get("wave"), record.get("job"));
}

/// A wave that was answered twice: two offices may have done so apart.
void judge_waves(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::map<std::string, std::string_view> answered;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "diagnosis") || !record->has("wave")) continue;
    const auto [first, is_first] = answered.emplace(wave_key(*record), record->get("id"));
    if (!is_first) broken.push_back({record, "wave", problem("G121"_m, record->get("id"), record->get("wave"), first->second)});
  }
}

}  // namespace

/// Questionnaires that cannot be read, and outcomes of programmes that ask what theirs does not have.
Result<> instrument_faults(Workspace& workspace, std::vector<Problem>& problems) {
  const std::size_t before = problems.size();
  CHECKED(Instruments::readable(workspace.store(), problems));
  if (problems.size() > before) return {};
  TRY(codes, workspace.programme_codes());
  for (const std::string& code : codes)
    if (workspace.programme(code))
      if (auto read = check_outcomes(workspace, code); !read) problems.insert(problems.end(), read.error().problems.begin(), read.error().problems.end());
  return {};
}

std::span<const Rule> diagnosis_rules() {
  static constexpr Rule rules[] = {
      {"diagnose.answers", "G102 G103 G104 G105 G106 G107 G108 G109 G110 G111 G112 G113 G117 M173", judge_answers},
      {"diagnose.waves", "G121", judge_waves},
  };
  return rules;
}

}  // namespace mloc::diagnose
