#include "forgetting.hpp"

#include <algorithm>

#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/passport/without_owner.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/tombstones.hpp"
#include "mloc/workspace/unfinished.hpp"
#include "rules/retention.hpp"

namespace mloc::privacy {
namespace {

std::string name_without_person(const CaseId& id) { return "X-" + id.text(); }

/// What stays of a record when nobody is to be found by it.
Node* without_traces(Arena& arena, const Record& record, const CaseId& id) {
  Node* made = arena.copy(*record.root);
  for (const std::string_view key : {"source", "exit_source"}) arena.remove(*made, key);
  if (record.is("application")) {
    arena.set(*made, "file_number", arena.text(name_without_person(id)));
    arena.remove(*made, "household");
  }
  return made;
}

}  // namespace

Result<Forgetting> Forgetting::prepare(Workspace& workspace, const CaseId& id) {
  TRY(open, workspace.read(case_path(id)));
  Forgetting made(workspace, id, std::move(open));
  made.tombstone_ = std::ranges::any_of(made.open_.dossier->records, [](const Record& record) { return record.is("erasure"); });
  CHECKED(made.gather_identity());
  CHECKED(made.gather_past());
  CHECKED(made.gather_passports());
  return made;
}

Result<> Forgetting::gather_identity() {
  TRY(found, workspace_->find(identity_path(id_)));
  if (!found) return {};
  identity_ = found->digest;
  known_.add(*found->dossier);
  return {};
}

/// Former names and addresses identify as well: what git has of the file, where the key opens it.
Result<> Forgetting::gather_past() {
  TRY(history, history_to_search(*workspace_));
  if (!history || !history->has_commits()) return {};
  TRY(versions, history->versions("HEAD", history->in_repository(identity_path(id_))));
  for (FileVersion& version : versions) {
    version.before.push_back(std::move(version.now));
    for (auto& bytes : version.before) {
      if (!bytes) continue;
      const auto opened = sealed_disk(workspace_->disk()).opened(identity_path(id_), std::move(*bytes));
      if (!opened) continue;
      if (const auto dossier = read_dossier(in_present_versions(*opened), identity_path(id_), Folder::identities)) known_.add(**dossier);
    }
  }
  return {};
}

Result<> Forgetting::gather_passports() {
  TRY(index, workspace_->index());
  TRY(rows, index->rows("SELECT DISTINCT passport FROM passport WHERE case_id = ?1 ORDER BY passport", {id_.text()}, {true, true, true}));
  for (const auto& row : rows.rows) passports_.push_back(*CaseId::parse(std::get<std::string>(row.front())));
  TRY(listing, workspace_->store().list(FileKind::passport));
  for (const FoundFile& file : listing.files) {
    const auto owner = key_of(file.path);
    if (!owner || std::ranges::find(passports_, *owner) == passports_.end()) continue;
    TRY(stored, workspace_->store().read(file.path));
    reference_files_.emplace(file.path, stored.digest);
    TRY(bytes, sealed_disk(workspace_->disk()).opened(file.path, std::move(stored.bytes)));
    if (!is_sealed_reference(bytes)) known_.add_file(bytes);
    ++references_;
  }
  return {};
}

std::optional<Date> Forgetting::kept_until(Date today) const {
  Arena arena;
  const auto root = read_plain_yaml(*embedded("src/privacy/rules/retention.yaml"), "retention.yaml", arena);
  std::optional<Date> last;
  for (const Record& record : open_.dossier->records)
    if (const auto day = record.is("entry") ? Date::parse(record.root->get("day")) : std::nullopt; day && (!last || *last < *day)) last = day;
  for (const RetentionRule& rule : retention_rules(**root))
    if (last && rule.from == "last_entry")
      if (const Date until = last->plus_months(rule.months); today < until) return until;
  return std::nullopt;
}

Result<> Forgetting::require_free(Date today) const {
  const SealedDisk& disk = sealed_disk(workspace_->disk());
  if (disk.seals() && !sealed_disk(workspace_->disk()).keys()) return fail(Exit::unknown, problem("H152"_m, disk.keys_folder()));
  for (const Record& record : open_.dossier->records) {
    if (!record.is("participation") || record.voided()) continue;
    const auto exited = Date::parse(record.root->get("exited"));
    if (!exited || today < *exited) return fail(Exit::rule, problem("H160"_m, id_.shown(), record.root->get("programme")));
  }
  TRY(codes, workspace_->programme_codes());
  for (const std::string& code : codes) {
    const auto ledger = contract::entries_of(*open_.dossier, code);
    if (ledger.empty()) continue;
    TRY(programme, workspace_->programme(code));
    const contract::Balance balance = contract::balance_on(ledger, contract::rules_of(programme), std::nullopt);
    if (balance.committed > 0) return fail(Exit::rule, problem("H161"_m, id_.shown(), contract::cents_text(balance.committed), code));
  }
  return {};
}

/// The file numbers of whoever is forgotten; the person, too, where somebody asked for it: who comes back years after a period has
/// ended, or whose dossier was a mistake, may apply again.
Result<std::vector<std::string>> Forgetting::marks_for(const std::string& basis) const {
  std::vector<std::string> texts;
  for (const Record& record : open_.dossier->records)
    if (record.is("application")) texts.push_back(number_text(record.root->get("file_number")));
  const bool asked = basis == "effacement" || basis == "opposition";
  TRY(identities, workspace_->find(identity_path(id_)));
  if (asked && identities)
    for (const Record& record : identities->dossier->records)
      if (const auto birth = record.is("identity") ? Date::parse(record.root->get("birth_date")) : std::nullopt)
        texts.push_back(person_text(record.root->get("surname"), record.root->get("first_name"), *birth));
  if (texts.empty() || workspace_->globals().dry_run) return std::vector<std::string>();
  return marks_of(*workspace_, texts);
}

Result<> Forgetting::add_dossier(Change& change, const std::string& basis, Extent extent) const {
  const Date today = workspace_->world().today();
  TRY(actor, workspace_->actor());
  Arena arena;
  const auto until = kept_until(today);
  std::vector<const Node*> records;
  for (const Record& record : open_.dossier->records) {
    const bool voucher = until && record.is("entry");
    if (extent == Extent::names || voucher || record.is("erasure")) records.push_back(without_traces(arena, record, id_));
  }
  if (!tombstone_) {
    Node* stone = new_record(arena, "erasure", today, actor, open_.dossier.get(), workspace_->world().random);
    arena.set(*stone, "day", arena.text(today.text()));
    arena.set(*stone, "basis", arena.text(basis));
    TRY(marks, marks_for(basis));
    Node* list = arena.list();
    for (const std::string& mark : marks) arena.append(*list, arena.text(mark));
    if (list->first) arena.set(*stone, "marks", list);
    if (until) arena.set(*stone, "kept_until", arena.text(until->text()));
    CHECKED(check_shape(*stone));
    records.push_back(stone);
  }
  // Written anew, so that no comment stays.
  change.put(case_path(id_), write_dossier(std::move(records)), open_.digest);
  return {};
}

Result<> Forgetting::add_passports(Change& change, Extent extent) const {
  for (const CaseId& passport : passports_) {
    TRY(open, workspace_->read(passport_path(passport)));
    if (extent == Extent::everything) {
      change.remove(passport_path(passport), open.digest);
      continue;
    }
    Arena arena;
    change.put(passport_path(passport), write_dossier(passport::without_owner(arena, *open.dossier, workspace_->world().today())), open.digest);
  }
  for (const auto& [path, digest] : reference_files_) change.remove(path, digest);
  return {};
}

Result<> Forgetting::carry_out(const std::string& basis, Extent extent) {
  Change change;
  CHECKED(add_dossier(change, basis, extent));
  CHECKED(add_passports(change, extent));
  if (identity_) change.remove(identity_path(id_), *identity_);
  SealedDisk& disk = sealed_disk(workspace_->disk());
  if (!workspace_->globals().dry_run) {
    std::vector<CaseId> ids{id_};
    ids.insert(ids.end(), passports_.begin(), passports_.end());
    CHECKED(note_forgetting(disk.raw(), ids));
  }
  CHECKED(workspace_->commit(change));
  if (workspace_->globals().dry_run) return {};
  if (auto finished = finish_forgetting(workspace_->world(), disk); !finished)
    return fail(finished.error().exit, problem("D122"_m, finished.error().problems.front().text));
  return {};
}

}  // namespace mloc::privacy
