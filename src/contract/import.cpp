#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/phrases.hpp"
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
    TRY(learners, index->rows("SELECT file_number, case_id, programme FROM application WHERE voided_day IS NULL OR merged IS NOT NULL"));
    for (const auto& row : learners.rows) learners_[text_of(row[0])] = {text_of(row[1]), text_of(row[2])};
    TRY(partners, index->rows("SELECT code FROM partner WHERE voided_day IS NULL"));
    for (const auto& row : partners.rows) partners_.insert(text_of(row[0]));
    TRY(entries, index->rows("SELECT case_id, programme, id, kind, day, amount_cents, reverses, commitment, request, voucher, "
                             "nature, line, service FROM entry ORDER BY case_id, id"));
    for (const auto& row : entries.rows) {
      const Entry entry{text_of(row[2]), *entry_kind(text_of(row[3])), *Date::parse(text_of(row[4])),
                        *Money::of_cents(std::get<std::int64_t>(row[5])), text_of(row[6]), text_of(row[7]),
                        text_of(row[8]), text_of(row[9]), {}, text_of(row[10]), text_of(row[11]), text_of(row[12])};
      ledgers_[{text_of(row[0]), text_of(row[1])}].push_back(entry);
    }
    TRY(known, imports::known_rows(workspace_, "entry", import_.mapping, "NULL", "day"));
    known_ = std::move(known);
    for (imports::Known& one : known_) one.live = is_live(one.owner, one.record);
    for (const auto& [owner, ledger] : ledgers_)
      for (const Entry& entry : ledger)
        if (!entry.voucher.empty() && standing(ledger, entry.id) > 0) vouchers_.emplace(entry.voucher, std::pair(owner.first, entry));
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
    if (draft.known && !draft.corrects) return imports::Verdict::same;
    if (draft.corrects) return correct(draft, case_id, programme);
    return add(draft, case_id, programme, values);
  }

  Result<Change> change() override {
    Change change;
    for (const auto& [case_id, records] : pending_) {
      const std::string path = case_path(*CaseId::parse(case_id));
      TRY(open, dossier_of(case_id));
      change.put(path, with_records(*open->dossier, {records.begin(), records.end()}), open->digest);
    }
    return change;
  }

  std::vector<imports::Known>* known() override { return &known_; }
  std::string scope_of(const imports::Draft& draft) const override {
    const auto learner = learners_.find(draft.file_number);
    return learner == learners_.end() ? "?" + draft.file_number : learner->second.first;
  }
  Result<imports::Parts> stored(const imports::Known& known) override {
    TRY(open, dossier_of(known.owner));
    const Record* record = open->dossier->find(known.record);
    return record ? imports::Parts{{"entry", record->root}} : imports::Parts();
  }
  std::pair<std::string, std::optional<Date>> subject_of(const imports::Draft& draft) const override {
    const auto entry = draft.records.find("entry");
    return {"", entry == draft.records.end() ? std::nullopt : Date::parse(entry->second->get("day"))};
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

  Result<const OpenDossier*> dossier_of(const std::string& case_id) {
    if (const auto found = open_.find(case_id); found != open_.end()) return &found->second;
    TRY(open, workspace_.read(case_path(*CaseId::parse(case_id))));
    return &open_.emplace(case_id, std::move(open)).first->second;
  }

  /// Other kinds of records have ids in the same dossier.
  bool is_taken(const OpenDossier& open, const std::string& case_id, std::string_view id) const {
    if (open.dossier->find(id)) return true;
    const auto pending = pending_.find(case_id);
    return pending != pending_.end() && std::ranges::any_of(pending->second, [&](const Node* one) { return one->get("id") == id; });
  }

  Result<Node*> begin_record(const std::string& case_id, const Node& values, Date day) {
    Arena& arena = import_.arena;
    TRY(open, dossier_of(case_id));
    Node* record = new_record(arena, "entry", day, actor_, nullptr, workspace_.world().random);
    while (is_taken(*open, case_id, record->get("id")))
      arena.set(*record, "id", arena.text(make_record_id(day, workspace_.world().random)));
    for (const Node& value : values)
      if (value.key != "record" && value.key != "id" && value.key != "by") arena.set(*record, value.key, arena.copy(value));
    return record;
  }

  /// What takes the imported entry away, as of today; nullptr when only a part of it is left.
  Result<Node*> reversal_of(const imports::Known& known) {
    TRY(open, dossier_of(known.owner));
    const Node& stored = *open->dossier->find(known.record)->root;
    const Entry entry = Entry::from(stored);
    const Date today = std::max(workspace_.world().today(), entry.day);
    if (left_of(ledgers_[{known.owner, std::string(stored.get("programme"))}], entry.id, today) != entry.amount.cents()) return nullptr;
    TRY(reversal, begin_record(known.owner, stored, today));
    for (const std::string_view key : {"voucher", "source", "instalment", "commitment", "request", "means"}) import_.arena.remove(*reversal, key);
    import_.arena.set(*reversal, "day", import_.arena.text(today.text()));
    import_.arena.set(*reversal, "reverses", import_.arena.text(entry.id));
    import_.arena.set(*reversal, "reason", import_.arena.text("erreur_saisie"));
    return reversal;
  }

  /// Money that changes: the old entry is taken away today and what the row says is entered today, so that no past balance moves.
  Result<imports::Verdict> correct(imports::Draft& draft, const std::string& case_id, const std::string& programme) {
    TRY(parts, stored(*draft.known));
    TRY(reversal, reversal_of(*draft.known));
    if (!reversal) {
      reject(draft, "entry.amount", problem("I122"_m, draft.known->record));
      return imports::Verdict::conflict;
    }
    Arena& arena = import_.arena;
    Node* values = arena.copy(*draft.records.at("entry"));
    const Date said = *Date::parse(values->get("day"));
    if (said <= workspace_.world().today()) arena.set(*values, "day", arena.text(reversal->get("day")));
    std::vector<Entry>& ledger = ledgers_[{case_id, programme}];
    ledger.push_back(Entry::from(*reversal));
    pending_[case_id].push_back(reversal);
    TRY(verdict, add(draft, case_id, programme, *values));
    if (verdict != imports::Verdict::fresh) {
      ledger.pop_back();
      pending_[case_id].pop_back();
      return verdict;
    }
    return imports::changed_or_corrected(import_, draft, parts, fmt::format("entry {}", draft.known->record));
  }

  /// An entry that stands and says the same, or is for the same thing and has no row any more.
  std::optional<Problem> clash(const std::string& case_id, const Entry& next, bool corrects) const {
    const auto [first, last] = vouchers_.equal_range(next.voucher);
    for (auto at = first; at != last; ++at) {
      const auto& [owner, known] = at->second;
      const std::string shown = CaseId::parse(owner)->shown();
      if (!is_live(owner, known.id)) continue;
      if (is_said_twice(known, next, owner == case_id)) return problem("L118"_m, next.voucher, known.id, shown);
      const auto row = std::ranges::find_if(known_, [&owner = owner, &known = known](const imports::Known& one) { return one.owner == owner && one.record == known.id; });
      if (!corrects && owner == case_id && is_for_the_same(known, next) && row != known_.end() && !row->found)
        return hinted(problem("I157"_m, next.voucher, known.id, known.amount.text(), known.day.text(), next.amount.text(), next.day.text()),
                      phrase("mloc contract reverse {} {} --reason erreur_saisie", shown, known.id));
    }
    return std::nullopt;
  }

  Result<imports::Verdict> add(imports::Draft& draft, const std::string& case_id, const std::string& programme, const Node& values) {
    std::vector<Entry>& ledger = ledgers_[{case_id, programme}];
    Entry next = Entry::from(values);
    if (next.kind != EntryKind::contribution_due && workspace_.world().today() < next.day)
      return reject(draft, "entry.day", problem("L163"_m, next.day.text()));
    if (auto clashing = clash(case_id, next, draft.corrects)) {
      const bool conflict = clashing->code == "I157"_m;
      reject(draft, "entry.voucher", *std::move(clashing));
      return conflict ? imports::Verdict::conflict : imports::Verdict::rejected;
    }
    TRY(record, begin_record(case_id, values, next.day));
    next.id = record->get("id");
    if (auto admitted = admit(ledger, next, rules_[programme]); !admitted)
      return reject(draft, "entry.amount", admitted.error().problems.front());
    import_.arena.set(*record, "source", imports::origin_of(import_.arena, import_.mapping, draft));
    pending_[case_id].push_back(record);
    if (!next.voucher.empty()) vouchers_.emplace(next.voucher, std::pair(case_id, next));
    ledger.push_back(std::move(next));
    return imports::Verdict::fresh;
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  std::vector<imports::Known> known_;
  std::map<std::string, std::pair<std::string, std::string>> learners_;  ///< file number: case, programme
  std::set<std::string> partners_;
  std::map<std::string, OpenDossier> open_;
  std::map<Owner, std::vector<Entry>> ledgers_;
  std::multimap<std::string, std::pair<std::string, Entry>> vouchers_;  ///< voucher: case, entry
  std::map<std::string, LedgerRules> rules_;
  std::map<std::string, std::vector<Node*>> pending_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> payment_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<PaymentTarget>(workspace, import, actor);
}

}  // namespace mloc::contract
