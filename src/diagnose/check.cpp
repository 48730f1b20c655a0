#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/record.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/diagnose/outcomes.hpp"
#include "mloc/draw/draw_files.hpp"
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

/// Who was drawn, and the waves that were planned for them.
struct DrawWaves {
  bool is_there = false;
  std::set<std::string, std::less<>> numbers, waves;
};
DrawWaves waves_of_draw(Knowledge& known, const std::string& draw) {
  DrawWaves found;
  const auto roster = known.bytes(draw_path(draw, "roster.tsv"));
  if (!roster) return found;
  found.is_there = true;
  if (const auto read = draw::Roster::parse(*roster))
    for (const draw::Applicant& one : read->applicants()) found.numbers.insert(one.id);
  auto waves = known.bytes(draw_path(draw, "waves.yaml"));
  const Partial read = waves ? read_partly(*std::move(waves), "", Folder::draws) : Partial{};
  if (read.dossier)
    for (const Record& record : read.dossier->records)
      if (record.is("wave")) found.waves.emplace(record.root->get("wave"));
  return found;
}

/// An answer in a wave of a draw: of somebody who was drawn, in a wave that is planned. What a merge brings beside the dossier
/// does not lie here yet.
void judge_draws(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    const bool answers = is_kind(*record, "diagnosis") || is_kind(*record, "nonresponse");
    const std::string name(record->get("draw"));
    if (!answers || name.empty() || judged.known.may_change(draw_path(name, "waves.yaml"))) continue;
    const auto& draw = judged.known.kept<DrawWaves>("waves of " + name, [&] { return waves_of_draw(judged.known, name); });
    const auto is_drawn = [&](const Node* one) { return is_kind(*one, "application") && draw.numbers.contains(one->get("file_number")); };
    if (!draw.is_there) continue;  // of another office, or not here yet
    if (std::ranges::none_of(judged.records, is_drawn)) broken.push_back({record, "draw", problem("G126"_m, name)});
    else if (!draw.waves.contains(record->get("wave"))) broken.push_back({record, "wave", problem("G124"_m, name, record->get("wave"))});
  }
}

/// A draw has each wave once: two offices may have planned it apart.
void judge_planned(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::set<std::string_view> planned;
  for (const Node* record : judged.records)
    if (is_kind(*record, "wave") && !planned.insert(record->get("wave")).second)
      broken.push_back({record, "wave", problem("G127"_m, judged.path.substr(0, judged.path.rfind('/')).substr(judged.path.find('/') + 1), record->get("wave"))});
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
      {"diagnose.draw", "G124 G126", judge_draws},
      {"diagnose.planned", "G127", judge_planned},
  };
  return rules;
}

}  // namespace mloc::diagnose
