#include "mloc/workspace/rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/room.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {
namespace {

/// The node that a path of fields leads to, as far as there is one.
const Node& node_of(const Node& record, std::string_view path) {
  const Node* node = &record;
  for (const std::string_view part : split(path, '.')) {
    const Node* next = node->kind == Node::Kind::map ? node->find(part) : nullptr;
    if (!next) break;
    node = next;
  }
  return *node;
}

/// A file whose records rules speak of; the journals of readings are the machine's own.
bool is_judged(const std::string& path) {
  const auto kind = kind_of(path);
  constexpr std::array judged = {FileKind::person, FileKind::identity, FileKind::partner, FileKind::passport, FileKind::draw};
  return std::ranges::find(judged, kind) != judged.end() && path.ends_with(".yaml") && !name_of(path).starts_with("log-");
}

/// What one record says of one rule, wherever it stands.
using Said = std::pair<std::string_view, std::string>;
Said said_of(const BrokenRule& broken) { return {broken.record->get("id"), broken.problem.text.english}; }

/// The files of a change, each as it was and as it will be.
class ChangeJudge {
 public:
  ChangeJudge(Workspace& workspace, const Change& change) : workspace_(workspace), change_(change), known_(known_of(workspace)) {}

  Result<> judge() {
    for (const auto& [path, entry] : change_.entries()) known_->assume(path, entry.bytes);
    for (const auto& [path, entry] : change_.entries())
      if (entry.bytes && !entry.changes_nothing() && is_judged(path)) judge_file(path, *entry.bytes);
    if (!refused_.empty()) return fail(Exit::rule, std::move(refused_));
    warn_all();
    return {};
  }

 private:
  void judge_file(const std::string& path, const std::string& bytes) {
    const Partial after = read_partly(bytes, path, home_of(*kind_of(path)));
    // What no reader takes is refused by the store, with its place.
    if (!after.dossier || !after.failure.problems.empty()) return;
    for (const Severity severity : {Severity::refuse, Severity::warn}) {
      if (broken_in(path, *after.dossier, severity).empty()) continue;
      const auto stored = workspace_.find(path);
      // What could not be read before (an older version that migrates) cannot be compared.
      if (!stored) return;
      const Dossier* before = *stored ? (*stored)->dossier.get() : nullptr;
      for (BrokenRule& one : newly_broken(*known_, path, before, *after.dossier, severity)) keep(path, std::move(one), severity);
    }
  }

  std::vector<BrokenRule> broken_in(const std::string& path, const Dossier& dossier, Severity severity) {
    const Records live = live_records(dossier), voided = voided_records(dossier);
    return broken_rules({path, live, *known_, voided}, severity);
  }

  void keep(const std::string& path, BrokenRule broken, Severity severity) {
    broken.problem.text = prefixed(fmt::format("{}: {}", record_kind(*broken.record), broken.field), std::move(broken.problem.text));
    if (change_.entries().size() > 2) broken.problem.place.file = path;
    (severity == Severity::refuse ? refused_ : warned_).push_back(std::move(broken.problem));
  }

  /// An import may bring the same to a thousand dossiers.
  void warn_all() {
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < std::min(most, warned_.size()); ++i) warn(workspace_.world(), warned_[i]);
    if (warned_.size() > most) remark(workspace_.world(), phrase("{} more warnings of this kind: `mloc check` says all of them", warned_.size() - most));
  }

  Workspace& workspace_;
  const Change& change_;
  std::unique_ptr<Knowledge> known_;
  std::vector<Problem> refused_, warned_;
};

}  // namespace

const std::vector<const Rule*>& every_rule() {
  static const auto rules = [] {
    std::vector<const Rule*> all;
    for (const Room* room : rooms())
      if (room->rules)
        for (const Rule& rule : room->rules()) all.push_back(&rule);
    return all;
  }();
  return rules;
}

Records live_records(const Dossier& dossier) {
  Records records;
  for (const Record& record : dossier.records)
    if (!record.voided()) records.push_back(record.root);
  return records;
}

Records voided_records(const Dossier& dossier) {
  Records records;
  for (const Record& record : dossier.records)
    if (record.voided()) records.push_back(record.root);
  return records;
}

Records with_changes(Records records, const Records& changed) {
  for (const Node* one : changed) {
    const auto old = std::ranges::find_if(records, [&](const Node* record) { return record->get("id") == one->get("id"); });
    if (old == records.end()) records.push_back(one);
    else *old = one;
  }
  return records;
}

std::vector<BrokenRule> broken_rules(const Judged& judged, Severity severity) {
  std::vector<BrokenRule> broken;
  for (const Rule* rule : every_rule())
    if (rule->severity == severity) rule->judge(judged, broken);
  return broken;
}

std::vector<BrokenRule> broken_alone(const Judged& judged) {
  std::vector<BrokenRule> broken;
  for (const Rule* rule : every_rule())
    if (rule->severity == Severity::refuse && rule->looks == Rule::Looks::record) rule->judge(judged, broken);
  return broken;
}

namespace {

std::vector<BrokenRule> newly_broken(const Judged& before, const Judged& after, Severity severity) {
  std::vector<BrokenRule> fresh = broken_rules(after, severity);
  if (fresh.empty()) return fresh;
  std::set<Said> said;
  for (const BrokenRule& one : broken_rules(before, severity)) said.insert(said_of(one));
  std::erase_if(fresh, [&](const BrokenRule& one) { return said.contains(said_of(one)); });
  return fresh;
}

}  // namespace

std::vector<BrokenRule> newly_broken(Knowledge& known, std::string_view path, const Records& before, const Records& after, Severity severity) {
  return newly_broken(Judged{path, before, known}, Judged{path, after, known}, severity);
}

std::vector<BrokenRule> newly_broken(Knowledge& known, std::string_view path, const Dossier* before, const Dossier& after, Severity severity) {
  const Records then = before ? live_records(*before) : Records(), then_voided = before ? voided_records(*before) : Records();
  const Records now = live_records(after), now_voided = voided_records(after);
  return newly_broken(Judged{path, then, known, then_voided}, Judged{path, now, known, now_voided}, severity);
}

Problem told_of(const std::string& file, const BrokenRule& broken) {
  const Node& node = node_of(*broken.record, broken.field);
  const std::string dot = broken.field.empty() ? "" : ": " + broken.field;
  Problem told = broken.problem;
  told.text = prefixed(fmt::format("{} {}{}", record_kind(*broken.record), broken.record->get("id"), dot), std::move(told.text));
  return at({file, node.mark.line, node.mark.column, {}}, std::move(told));
}

Result<> judge_change(Workspace& workspace, const Change& change) { return ChangeJudge(workspace, change).judge(); }

}  // namespace mloc
