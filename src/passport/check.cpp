#include <algorithm>

#include "access_journal.hpp"
#include "desk.hpp"
#include "journal_anchor.hpp"
#include "mloc/base/record.hpp"
#include "mloc/store/paths.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/rules.hpp"
#include "rules/judge.hpp"

namespace mloc::passport {
namespace {

bool is_passport(const Judged& judged) { return judged.path.starts_with("passports/") && !name_of(judged.path).starts_with("log-") && judged.path != journal_heads_path; }

void judge_records(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (!is_passport(judged)) return;
  for (BrokenRule& one : broken_passport_rules({judged.records.begin(), judged.records.end()}, competence_lists(), judged.path)) broken.push_back(std::move(one));
}

/// The files that lie beside it.
void judge_attachments(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = is_passport(judged) ? CaseId::parse(name_of(judged.path)) : std::nullopt;
  for (const Node* record : judged.records) {
    if (!id || !is_kind(*record, "attachment")) continue;
    const std::string path = reference_path(*id, record->get("id"), ending_of(record->get("type")));
    const auto bytes = judged.known.bytes(path);
    if (bytes && is_sealed_reference(*bytes)) continue;
    if (!bytes || hex(sha256(*bytes)) != record->get("sha256")) broken.push_back({record, "", problem("A129"_m, path)});
  }
}

/// Whether the owner is still somebody here: not forgotten.
bool knows_owner(Knowledge& known, const Passport& passport) {
  const auto owner = CaseId::parse(passport.case_id);
  auto bytes = owner ? known.bytes(case_path(*owner)) : std::nullopt;
  const Partial read = bytes ? read_partly(*std::move(bytes), case_path(*owner), Folder::cases) : Partial{};
  if (!read.dossier) return true;
  return std::ranges::none_of(read.dossier->records, [](const Record& record) { return record.is("erasure"); });
}

/// A merge or an older copy may bring back what went with the owner.
void judge_forgotten(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto passport = is_passport(judged) ? Passport::from({judged.records.begin(), judged.records.end()}) : std::nullopt;
  if (!passport || knows_owner(judged.known, *passport)) return;
  for (const Node* record : judged.records) {
    const bool open = is_kind(*record, "passport") && !record->has("closed");
    if (open || is_kind(*record, "access") || is_kind(*record, "attachment") || is_kind(*record, "handout"))
      broken.push_back({record, "", problem("A228"_m, record_kind(*record), record->get("id"), passport->case_id)});
  }
}

void judge_journal(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (judged.path.starts_with("passports/") && name_of(judged.path).starts_with("log-")) check_journal(judged.records, broken);
}

}  // namespace

Result<> journal_faults(Workspace& workspace, std::vector<Problem>& problems) {
  TRY(broken, broken_journals(workspace, Past::all));
  for (BrokenJournal& one : broken) problems.push_back(std::move(one.problem));
  return {};
}

std::span<const Rule> passport_rules() {
  static constexpr Rule rules[] = {
      {"passport.records", "A112 A113 A118 A122 A134 A135 A136 A217 E101", judge_records},
      {"passport.attachments", "A129", judge_attachments},
      {"passport.forgotten", "A228", judge_forgotten},
      {"passport.journal", "A123 A124", judge_journal},
  };
  return rules;
}

}  // namespace mloc::passport
