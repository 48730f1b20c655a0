#include <algorithm>
#include <map>
#include <set>

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

/// A partner writes with a permit of this passport.
void judge_writers(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (!is_passport(judged)) return;
  const auto permits = permits_of({judged.records.begin(), judged.records.end()});
  for (const Node* record : judged.records) {
    const bool is_written = is_kind(*record, "experience") || is_kind(*record, "level");
    const std::string by(record->get("by"));
    if (!is_written || judged.known.settings().has_staff(by) || !judged.known.holds(partner_path(by))) continue;
    if (std::ranges::find(permits, by, &Permit::partner) == permits.end())
      broken.push_back({record, "by", problem("A108"_m, by, name_of(judged.path))});
  }
}

/// Charter, training and meetings are for partners of the network.
void judge_network(const Judged& judged, std::vector<BrokenRule>& broken) {
  if (kind_of(judged.path) != FileKind::partner) return;
  const auto partner = std::ranges::find_if(judged.records, [](const Node* one) { return is_kind(*one, "partner"); });
  const std::string_view category = partner == judged.records.end() ? std::string_view() : (*partner)->get("category");
  if (partner == judged.records.end() || is_of_network(category)) return;
  for (const Node* record : judged.records)
    if (is_kind(*record, "charter") || is_kind(*record, "training") || is_kind(*record, "gathering"))
      broken.push_back({record, "", problem("A131"_m, name_of(judged.path), category.empty() ? "none" : category)});
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

std::string shown_of(const Judged& judged) {
  const auto id = CaseId::parse(name_of(judged.path));
  return id ? id->shown() : std::string(name_of(judged.path));
}

/// The day on which something happened in the passport itself, not in the experience that it tells.
std::optional<Date> day_of_event(const Node& record) {
  if (is_kind(record, "consent") || is_kind(record, "relisting")) return Date::parse(record.get("day"));
  return is_kind(record, "permit") ? Date::parse(record.get("starts")) : std::nullopt;
}

/// The last day of which the record tells.
std::optional<Date> last_day_told(const Node& record) {
  const bool has_facts = is_kind(record, "level") || is_kind(record, "experience");
  return has_facts && record.has("exchange_day") ? std::optional(Facts::from(record).latest()) : day_of_event(record);
}

/// Nothing is given before the opening, nothing added after the closing.
void judge_days(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto passport = is_passport(judged) ? Passport::from({judged.records.begin(), judged.records.end()}) : std::nullopt;
  if (!passport) return;
  for (const Node* record : judged.records) {
    const auto event = day_of_event(*record), told = last_day_told(*record);
    if (event && *event < passport->opened) broken.push_back({record, "", problem("A115"_m, shown_of(judged), passport->opened.text(), event->text())});
    if (told && passport->closed && *passport->closed < *told) broken.push_back({record, "", problem("A103"_m, shown_of(judged), passport->closed->text())});
  }
}

/// Under 18 the legal representative consents, from then on the young person.
void judge_consenters(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto passport = is_passport(judged) ? Passport::from({judged.records.begin(), judged.records.end()}) : std::nullopt;
  const auto owner = passport ? CaseId::parse(passport->case_id) : std::nullopt;
  const auto birth = owner ? judged.known.birth(*owner) : std::nullopt;
  if (!birth) return;
  for (const Node* record : judged.records) {
    const auto day = is_kind(*record, "consent") || is_kind(*record, "revocation") ? Date::parse(record->get("day")) : std::nullopt;
    if (!day) continue;
    const std::string_view giver = record->get("given_by");
    if (birth->at_most(*day) < 18 && giver != "representant_legal") broken.push_back({record, "given_by", problem("A120"_m, birth->at_most(*day), day->text())});
    if (birth->at_least(*day) >= 18 && giver != "jeune") broken.push_back({record, "given_by", problem("A121"_m, birth->at_least(*day), day->text())});
  }
}

using OpenPassports = std::map<std::string, std::set<std::string>>;  ///< by case
OpenPassports all_open(Knowledge& known) {
  OpenPassports all;
  for (const std::string& path : known.paths(FileKind::passport)) {
    const auto id = CaseId::parse(name_of(path));
    auto bytes = id && path == passport_path(*id) ? known.bytes(path) : std::nullopt;
    const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::passports) : Partial{};
    const auto passport = read.dossier ? Passport::from(live_records(*read.dossier)) : std::nullopt;
    if (passport && !passport->closed) all[passport->case_id].insert(id->text());
  }
  return all;
}

/// One open passport a person. Only where every file is asked, for it reads every passport.
void judge_alone(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto passport = is_passport(judged) && judged.known.whole ? Passport::from({judged.records.begin(), judged.records.end()}) : std::nullopt;
  const auto owner = passport && !passport->closed ? CaseId::parse(passport->case_id) : std::nullopt;
  if (!owner) return;
  const auto& all = judged.known.kept<OpenPassports>("open passports", [&] { return all_open(judged.known); });
  const auto found = all.find(passport->case_id);
  const std::string own(name_of(judged.path));
  if (found == all.end()) return;
  for (const std::string& other : found->second)
    if (other < own) broken.push_back({judged.records.front(), "", problem("A102"_m, owner->shown(), CaseId::parse(other)->shown())});
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
      {"passport.records", "A112 A113 A118 A122 A126 A134 A135 A136 A217 E101", judge_records},
      {"passport.writers", "A108", judge_writers},
      {"passport.network", "A131", judge_network},
      {"passport.attachments", "A129", judge_attachments},
      {"passport.forgotten", "A228", judge_forgotten},
      {"passport.days", "A103 A115", judge_days},
      {"passport.consenter", "A120 A121", judge_consenters},
      {"passport.alone", "A102", judge_alone},
      {"passport.journal", "A123 A124", judge_journal},
  };
  return rules;
}

}  // namespace mloc::passport
