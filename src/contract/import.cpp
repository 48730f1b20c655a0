#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/text.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::contract {
namespace {

/// Rows that become entries. An entry is never amended: where a row changed, the old entry is reversed and a new one made.
class PaymentTarget final : public imports::ImportTarget {
 public:
  PaymentTarget(Workspace& workspace, imports::Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)) {}

  Result<> load() override {
    TRY(index, workspace_.valid_index());
    TRY(learners, index->rows("SELECT file_number, case_id, programme FROM application WHERE voided_day IS NULL"));
    for (const auto& row : learners.rows) learners_[text_of(row[0])] = {text_of(row[1]), text_of(row[2])};
    TRY(partners, index->rows("SELECT code FROM partner WHERE voided_day IS NULL"));
    for (const auto& row : partners.rows) partners_.insert(text_of(row[0]));
    TRY(entries, index->rows("SELECT case_id, programme, id, kind, day, amount_cents, reverses, commitment, request, voucher, "
                             "source_import, source_key, source_hash FROM entry ORDER BY case_id, id"));
    for (const auto& row : entries.rows) {
      const Entry entry{text_of(row[2]), *entry_kind(text_of(row[3])), *Date::parse(text_of(row[4])),
                        *Money::of_cents(std::get<std::int64_t>(row[5])), text_of(row[6]), text_of(row[7]),
                        text_of(row[8]), text_of(row[9])};
      ledgers_[{text_of(row[0]), text_of(row[1])}].push_back(entry);
      if (text_of(row[10]) == import_.mapping.name) imported_.push_back({text_of(row[11]), {text_of(row[0]), entry.id, text_of(row[12])}});
    }
    for (auto& [key, known] : imported_)
      if (is_live(known.owner, known.record)) known_[key] = known;
    for (const auto& [owner, ledger] : ledgers_)
      for (const Entry& entry : ledger)
        if (!entry.voucher.empty() && is_live(owner.first, entry.id)) vouchers_[entry.voucher] = {owner.first, entry.id};
    TRY(programmes, workspace_.programme_codes());
    for (const std::string& code : programmes) {
      TRY(programme, workspace_.programme(code));
      rules_[code] = rules_of(programme);
    }
    return {};
  }

  Result<imports::Verdict> place(imports::Draft& draft) override {
    const auto learner = learners_.find(draft.file_number);
    if (learner == learners_.end()) return reject(draft, "application.file_number", problem("I118"_m, draft.file_number));
    const auto& [case_id, programme] = learner->second;
    const Node& values = *draft.records.at("entry");
    if (values.get("programme") != programme) return reject(draft, "application.file_number", problem("L102"_m, values.get("programme")));
    if (!names_payee(draft, values)) return imports::Verdict::rejected;
    const auto known = known_.find(draft.key);
    if (known == known_.end()) return add(draft, case_id, programme, nullptr);
    const bool hers = known->second.owner == case_id;
    if (hers && known->second.hash == draft.hash) return imports::Verdict::same;
    Node* reversal = hers ? reversal_of(known->second) : nullptr;
    if (!reversal)
      return reject(draft, "entry.voucher",
                    problem("L118"_m, draft.key, known->second.record, CaseId::parse(known->second.owner)->shown()));
    return add(draft, case_id, programme, reversal);
  }

  Result<Change> change() override {
    Change change;
    for (const auto& [case_id, records] : pending_) {
      const std::string path = case_path(*CaseId::parse(case_id));
      TRY(open, workspace_.read(path));
      change.put(path, with_records(*open.dossier, {records.begin(), records.end()}), open.digest);
    }
    return change;
  }

 private:
  using Owner = std::pair<std::string, std::string>;  ///< case and programme

  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  bool is_live(const std::string& case_id, const std::string& id) const {
    for (auto at = ledgers_.lower_bound({case_id, {}}); at != ledgers_.end() && at->first.first == case_id; ++at)
      if (standing(at->second, id) > 0) return true;
    return false;
  }

  bool names_payee(imports::Draft& draft, const Node& values) {
    const std::string payee(values.get("payee"));
    const bool aid = values.get("kind") == code_of(EntryKind::aid_paid) || values.get("kind") == code_of(EntryKind::aid_committed);
    if (aid && payee.empty() && values.get("paid_to") != "person") {
      reject(draft, "entry.payee", problem("L107"_m));
      return false;
    }
    if (payee.empty() || partners_.contains(payee)) return true;
    Problem unknown = problem("I119"_m, payee);
    const std::vector<std::string> codes(partners_.begin(), partners_.end());
    if (const auto near = nearest(payee, codes)) unknown.hint = did_you_mean(*near);
    reject(draft, "entry.payee", std::move(unknown));
    return false;
  }

  Node* begin_record(const std::string& case_id, const Node& values, Date day) {
    Arena& arena = import_.arena;
    Node* record = new_record(arena, "entry", day, actor_, nullptr, workspace_.world().random);
    const auto& ledger = ledgers_[{case_id, std::string(values.get("programme"))}];
    const auto taken = [&](std::string_view id) { return std::ranges::find(ledger, id, &Entry::id) != ledger.end(); };
    while (taken(record->get("id")) || taken_elsewhere(case_id, record->get("id")))
      arena.set(*record, "id", arena.text(make_record_id(day, workspace_.world().random)));
    ids_.insert(case_id + std::string(record->get("id")));
    for (const Node& value : values)
      if (value.key != "record" && value.key != "id" && value.key != "by") arena.set(*record, value.key, arena.copy(value));
    return record;
  }

  /// Other kinds of records have ids in the same dossier; read once.
  bool taken_elsewhere(const std::string& case_id, std::string_view id) {
    if (ids_.contains(case_id + std::string(id))) return true;
    if (!read_.contains(case_id)) {
      auto open = workspace_.read(case_path(*CaseId::parse(case_id)));
      read_.insert(case_id);
      if (open)
        for (const Record& record : open->dossier->records) ids_.insert(case_id + std::string(record.id));
      return ids_.contains(case_id + std::string(id));
    }
    return false;
  }

  /// What takes the imported entry away; nullptr when only a part of it is left.
  Node* reversal_of(const imports::Known& known) {
    auto open = workspace_.read(case_path(*CaseId::parse(known.owner)));
    const Record* stored = open ? open->dossier->find(known.record) : nullptr;
    if (!stored) return nullptr;
    const Entry entry = Entry::from(*stored->root);
    if (left_of(ledgers_[{known.owner, std::string(stored->root->get("programme"))}], entry.id, entry.day) != entry.amount.cents()) return nullptr;
    Node* reversal = begin_record(known.owner, *stored->root, entry.day);
    for (const std::string_view key : {"voucher", "source", "instalment", "commitment", "request", "means"}) import_.arena.remove(*reversal, key);
    import_.arena.set(*reversal, "reverses", import_.arena.text(entry.id));
    import_.arena.set(*reversal, "reason", import_.arena.text("erreur_saisie"));
    return reversal;
  }

  Result<imports::Verdict> add(imports::Draft& draft, const std::string& case_id, const std::string& programme, Node* reversal) {
    const Node& values = *draft.records.at("entry");
    std::vector<Entry> ledger = ledgers_[{case_id, programme}];
    if (reversal) ledger.push_back(Entry::from(*reversal));
    const auto voucher = vouchers_.find(std::string(values.get("voucher")));
    if (!reversal && voucher != vouchers_.end())
      return reject(draft, "entry.voucher", problem("L118"_m, voucher->first, voucher->second.second, CaseId::parse(voucher->second.first)->shown()));
    Node* record = begin_record(case_id, values, *Date::parse(values.get("day")));
    Entry next = Entry::from(*record);
    if (next.kind != EntryKind::contribution_due && workspace_.world().today() < next.day)
      return reject(draft, "entry.day", problem("L163"_m, next.day.text()));
    if (auto admitted = admit(ledger, next, rules_[programme]); !admitted)
      return reject(draft, "entry.amount", admitted.error().problems.front());
    import_.arena.set(*record, "source", imports::origin_of(import_.arena, import_.mapping, draft));
    if (reversal) pending_[case_id].push_back(reversal);
    pending_[case_id].push_back(record);
    if (!next.voucher.empty()) vouchers_[next.voucher] = {case_id, next.id};
    ledger.push_back(std::move(next));
    ledgers_[{case_id, programme}] = std::move(ledger);
    return reversal ? imports::Verdict::changed : imports::Verdict::fresh;
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  std::vector<std::pair<std::string, imports::Known>> imported_;
  std::map<std::string, imports::Known> known_;
  std::map<std::string, std::pair<std::string, std::string>> learners_;  ///< file number: case, programme
  std::set<std::string> partners_, ids_, read_;
  std::map<Owner, std::vector<Entry>> ledgers_;
  std::map<std::string, Owner> vouchers_;  ///< voucher: case, entry
  std::map<std::string, LedgerRules> rules_;
  std::map<std::string, std::vector<Node*>> pending_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> payment_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<PaymentTarget>(workspace, import, actor);
}

}  // namespace mloc::contract
