#include <algorithm>
#include <map>
#include <utility>

#include "checks.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/draw/withdrawn.hpp"
#include "mloc/partner/agreements.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::contract {
namespace {

const Node* partner_record(const Dossier& partner) {
  for (const Record& record : partner.records)
    if (record.is("partner") && !record.voided()) return record.root;
  return nullptr;
}

/// The agreement's places on a day: none when it names none.
std::optional<std::int64_t> capacity_of(const Dossier& partner, std::string_view programme, std::string_view day) {
  for (const Record& record : partner.records) {
    const Node& root = *record.root;
    const bool holds = record.is("agreement") && !record.voided() && root.get("programme") == programme && root.get("starts") <= day && day <= root.get("ends");
    if (holds && root.has("capacity")) return checked_number(root.get("capacity"));
  }
  return std::nullopt;
}

/// Who is at which school, in all dossiers, with what was assumed of some of them.
class Learners {
 public:
  static Learners of(Knowledge& known) {
    Learners made;
    const auto rows = known.rows("SELECT case_id, school, starts FROM assignment WHERE voided_day IS NULL ORDER BY case_id, starts, id", {});
    if (!rows) return made;
    made.known_ = true;
    for (const auto& row : rows->rows)
      if (const auto day = Date::parse(text_of(row[2]))) made.of_[text_of(row[0])].push_back({*day, text_of(row[1])});
    return made;
  }
  bool known() const { return known_; }

  /// Others than that case, at the school on a day.
  std::vector<std::string> at(const std::string& school, std::string_view but, Date day) const {
    std::vector<std::string> cases;
    for (const auto& [case_id, assigned] : of_)
      if (case_id != but && assigned.front().starts <= day && partner::school_on(assigned, day) == school) cases.push_back(case_id);
    return cases;
  }

  void follow(Knowledge& known) {
    for (; followed_ < known.assumptions().size(); ++followed_) follow(known, known.assumptions()[followed_]);
  }

 private:
  void follow(Knowledge& known, const std::string& path) {
    const auto id = kind_of(path) == FileKind::person ? case_of(path) : std::nullopt;
    if (!id) return;
    of_.erase(id->text());
    auto bytes = known.bytes(path);
    const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::cases) : Partial{};
    if (!read.dossier) return;
    if (auto assigned = partner::assignments_of(*read.dossier); !assigned.empty()) of_[id->text()] = std::move(assigned);
  }

  std::map<std::string, std::vector<partner::Assigned>> of_;
  std::size_t followed_ = 0;
  bool known_ = false;
};

/// Whoever gave the place in the draw back, or whose contract is over, is at the school no more.
bool has_left(Knowledge& known, const std::string& case_id, std::string_view programme, Date day) {
  const std::string path = case_path(*CaseId::parse(case_id));
  auto bytes = known.bytes(path);
  const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::cases) : Partial{};
  if (!read.dossier) return false;
  const Records records = live_records(*read.dossier);
  const std::string withdrawn = draw::withdrawn_on(known, records, programme);
  if (!withdrawn.empty() && withdrawn <= day.text()) return true;
  auto contracts = contracts_of(records);
  std::erase_if(contracts, [&](const Contract& one) { return one.programme != programme || day < one.starts; });
  const auto is_over = [&](const Contract& one) {
    const ContractState state = state_on(one, day);
    return state == ContractState::ended || state == ContractState::breached || state == ContractState::expired;
  };
  return !contracts.empty() && std::ranges::all_of(contracts, is_over);
}

void judge_places(const Judged& judged, const Node& assignment, const Dossier& partner, std::vector<BrokenRule>& broken) {
  const std::string_view day = assignment.get("starts");
  const auto capacity = capacity_of(partner, assignment.get("programme"), day);
  const auto id = case_of(judged.path);
  if (!capacity || !id) return;
  auto& learners = judged.known.kept<Learners>("learners", [&] { return Learners::of(judged.known); });
  learners.follow(judged.known);
  const std::string school(assignment.get("school"));
  if (!learners.known()) return;
  std::vector<std::string> others = learners.at(school, id->text(), *Date::parse(day));
  if (std::ssize(others) < *capacity) return;
  std::erase_if(others, [&](const std::string& one) { return has_left(judged.known, one, assignment.get("programme"), *Date::parse(day)); });
  if (std::ssize(others) >= *capacity)
    broken.push_back({&assignment, "school", problem("L105"_m, school, *capacity, assignment.get("programme"))});
}

/// What a school itself must meet: kind, approval, agreement, places.
void judge_school(const Judged& judged, const Node& assignment, std::vector<BrokenRule>& broken) {
  const std::string school(assignment.get("school"));
  const Dossier* partner = judged.known.may_change(partner_path(school)) && judged.known.merged ? nullptr : judged.known.partner(school);
  const Programme* programme = judged.known.programme(assignment.get("programme"));
  const Node* root = partner ? partner_record(*partner) : nullptr;
  if (!root || !programme) return;
  const std::string_view day = assignment.get("starts");
  if (!programme->school_kind.empty() && root->get("kind") != programme->school_kind)
    broken.push_back({&assignment, "school", problem("L103"_m, school, programme->school_kind, programme->code)});
  if (root->has("approved_until") && root->get("approved_until") < day)
    broken.push_back({&assignment, "school", problem("L104"_m, school, root->get("approved_until"))});
  if (partner::agreed_on(partner::agreements_of(*partner), programme->code, *Date::parse(day)) == partner::Agreed::outside)
    broken.push_back({&assignment, "starts", problem("I120"_m, school, programme->code, day)});
  judge_places(judged, assignment, *partner, broken);
}

void judge_contract(const Judged& judged, std::vector<BrokenRule>& broken, bool required) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "assignment")) continue;
    const Node* programme = judged.known.programme_tree(record->get("programme"));
    if (!programme || !programme->has("contract") || (programme->get("requires_contract") == "true") != required) continue;
    const Date day = *Date::parse(record->get("starts"));
    if (!in_force(judged, record->get("programme"), day)) broken.push_back({record, "starts", problem("L240"_m, record->get("programme"), day.text())});
  }
}

}  // namespace

bool in_force(const Judged& judged, std::string_view programme, Date day) {
  const auto runs = [&](const Contract& contract) { return contract.programme == programme && state_on(contract, day) == ContractState::running; };
  const auto own = contracts_of(judged.records);
  if (std::ranges::any_of(own, runs)) return true;
  const auto id = case_of(judged.path);
  const auto rows = id ? judged.known.rows("SELECT case_id FROM contract WHERE partner = ?1 AND voided_day IS NULL", {id->text()}) : std::nullopt;
  if (!rows) return false;
  for (const auto& row : rows->rows) {
    const std::string path = case_path(*CaseId::parse(text_of(row[0])));
    auto bytes = judged.known.bytes(path);
    const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::cases) : Partial{};
    if (!read.dossier) continue;
    const auto shared = contracts_of(*read.dossier);
    if (std::ranges::any_of(shared, [&](const Contract& one) { return one.partner == id->text() && runs(one); })) return true;
  }
  return false;
}

void judge_admissions(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::map<std::string_view, const Node*> days;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "assignment")) continue;
    judge_school(judged, *record, broken);
    const auto [first, fresh] = days.emplace(record->get("starts"), record);
    if (!fresh) broken.push_back({record, "starts", problem("L106"_m, phrase("the case"), first->second->get("school"), record->get("starts"))});
  }
}

void judge_required_contract(const Judged& judged, std::vector<BrokenRule>& broken) { judge_contract(judged, broken, true); }
void judge_usual_contract(const Judged& judged, std::vector<BrokenRule>& broken) { judge_contract(judged, broken, false); }

}  // namespace mloc::contract
