#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "checks.hpp"
#include "mloc/base/ids.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/contract/contract_case.hpp"
#include "mloc/contract/ledger_case.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::contract {

namespace {

const Node* find_record(const Judged& judged, std::string_view kind, std::string_view id) {
  for (const Node* record : judged.records)
    if (record->get("id") == id && (kind.empty() || is_kind(*record, kind))) return record;
  return nullptr;
}

void keep(const Judged& judged, std::vector<BrokenRule>& broken, std::string_view id, const Failure& failure) {
  for (const Problem& one : failure.problems) broken.push_back({find_record(judged, "", id), "", one});
}

/// Within a day steps come in the order of their list: a signature first, an end last.
std::size_t rank_of(std::string_view step) {
  const auto& items = code_list("etape_contrat")->items;
  return static_cast<std::size_t>(std::ranges::find(items, step, &Code::code) - items.begin());
}

/// Steps out of their order or beyond the programme's length.
void judge_contract(const Judged& judged, Contract contract, const ContractTerms& terms, std::vector<BrokenRule>& broken) {
  if (const auto admitted = admit_contract(contract, terms); !admitted) keep(judged, broken, contract.id, admitted.error());
  std::vector<ContractStep> steps = std::exchange(contract.steps, {});
  std::ranges::stable_sort(steps, {}, [](const ContractStep& step) { return std::pair(step.day, rank_of(step.step)); });
  for (const ContractStep& step : steps) {
    if (const auto admitted = admit_step(contract, step, terms); !admitted) keep(judged, broken, step.id, admitted.error());
    contract.steps.push_back(step);
  }
}

void judge_contracts(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (Contract& contract : contracts_of(judged.records)) {
    const Node* programme = judged.known.programme_tree(contract.programme);
    const auto terms = programme ? ContractTerms::from(*programme) : std::nullopt;
    if (terms) judge_contract(judged, std::move(contract), *terms, broken);
  }
}

/// A step without its contract.
void judge_steps(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records)
    if (is_kind(*record, "step") && !find_record(judged, "contract", record->get("contract")))
      broken.push_back({record, "contract", problem("L111"_m, record->get("contract"))});
}

/// An end of a charge without its reason, two referents on one day.
void judge_referents(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records)
    if (is_kind(*record, "referent") && record->has("ends") != record->has("reason")) broken.push_back({record, "", problem("L161"_m)});
  const auto charges = charges_of(judged.records);
  if (const auto both = overlapping(charges)) {
    const auto first = std::ranges::find(charges, both->first, &Charge::id);
    broken.push_back({find_record(judged, "referent", both->second), "", problem("L157"_m, phrase("the case"), first->staff, first->starts.text())});
  }
}

/// The months of a guarantee, begun ones too.
int months_of(const Node& guarantee) {
  const Date starts = *Date::parse(guarantee.get("starts")), ends = *Date::parse(guarantee.get("ends"));
  int months = 1;
  while (starts.plus_months(months) <= ends) ++months;
  return months;
}

/// What a guarantee covers at most: the rent of each of its months.
std::int64_t covered(const Node& guarantee) { return Money::parse(guarantee.get("rent"))->cents() * months_of(guarantee); }

/// How long a guarantee may run, and that there is one at a time.
void judge_guarantees(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto overlaps = [](const Node& one, const Node& other) { return one.get("starts") <= other.get("ends") && other.get("starts") <= one.get("ends"); };
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "guarantee")) continue;
    for (const Node* other : judged.records)
      if (is_kind(*other, "guarantee") && other->get("id") < record->get("id") && overlaps(*record, *other))
        broken.push_back({record, "starts", problem("L159"_m, other->get("id"), other->get("ends"))});
    const Node* programme = judged.known.programme_tree(record->get("programme"));
    const auto terms = programme ? ContractTerms::from(*programme) : std::nullopt;
    // A programme that gives none any more leaves those that it gave.
    if (!terms || terms->guarantee_months == 0) continue;
    const Date starts = *Date::parse(record->get("starts")), ends = *Date::parse(record->get("ends"));
    if (starts.plus_months(terms->guarantee_months) <= ends)
      broken.push_back({record, "ends", problem("L158"_m, months_of(*record), terms->guarantee_months)});
  }
}

/// Said of the call that passes it.
void judge_sums(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::map<std::string_view, std::int64_t> called;
  std::vector<const Node*> calls;
  std::ranges::copy_if(judged.records, std::back_inserter(calls), [](const Node* record) { return is_kind(*record, "call"); });
  std::ranges::stable_sort(calls, {}, [](const Node* call) { return std::pair(call->get("day"), call->get("id")); });
  for (const Node* call : calls) {
    const Node* guarantee = find_record(judged, "guarantee", call->get("guarantee"));
    if (!guarantee) continue;
    std::int64_t& sum = called[call->get("guarantee")];
    sum += Money::parse(call->get("amount"))->cents();
    if (covered(*guarantee) < sum)
      broken.push_back({call, "amount", problem("L241"_m, cents_text(sum), call->get("guarantee"), cents_text(covered(*guarantee)))});
  }
}

/// A call outside its guarantee.
void judge_calls(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "call")) continue;
    const Node* guarantee = find_record(judged, "guarantee", record->get("guarantee"));
    if (!guarantee) broken.push_back({record, "guarantee", problem("L111"_m, record->get("guarantee"))});
    else if (record->get("day") < guarantee->get("starts") || guarantee->get("ends") < record->get("day"))
      broken.push_back({record, "day", problem("L160"_m, record->get("guarantee"), guarantee->get("starts"), guarantee->get("ends"), record->get("day"))});
  }
}

/// Two contracts of one programme on one day.
void judge_overlaps(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto contracts = contracts_of(judged.records);
  const Date forever = *Date::of(9999, 12, 31);
  const auto end_of = [&](const Contract& one) {
    Date last = last_day(one, forever);
    for (const ContractStep& step : one.steps)
      if (step.step == "rupture" || step.step == "fin") last = std::min(last, step.day);
    return last;
  };
  for (const Contract& one : contracts)
    for (const Contract& other : contracts)
      if (one.programme == other.programme && std::pair(other.starts, other.id) < std::pair(one.starts, one.id) && one.starts < end_of(other))
        broken.push_back({find_record(judged, "contract", one.id), "starts", problem("L242"_m, other.id, other.starts.text(), end_of(other).text())});
}

/// Under 18 the legal representative signs, too.
void judge_minors(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = case_of(judged.path);
  for (const Node* record : judged.records) {
    if (!id || !is_kind(*record, "contract") || record->get("representative") == "true") continue;
    const auto birth = birth_of(judged);
    const auto starts = Date::parse(record->get("starts"));
    if (birth && starts && birth->at_most(*starts) < 18) broken.push_back({record, "representative", problem("L153"_m, id->shown(), starts->text())});
  }
}

/// A suspension, a breach and an end have a reason of their own list, other steps none; granting and refusing have theirs.
void judge_reasons(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto judge = [&](const Node* record, std::string field, std::string_view what, std::string_view reason, std::string_view list) {
    if (reason.empty() == list.empty() && (list.empty() || judged.known.lists().find(list)->find(reason))) return;
    broken.push_back({record, std::move(field), problem("L124"_m, reason.empty() ? "-" : reason, what, list.empty() ? "-" : list)});
  };
  for (const Node* record : judged.records) {
    if (is_kind(*record, "step")) judge(record, "reason", record->get("step"), record->get("reason"), reasons_of_step(record->get("step")));
    const Node* decision = is_kind(*record, "aid") ? record->find("decision") : nullptr;
    if (decision) judge(record, "decision.reason", decision->get("outcome"), decision->get("reason"), reasons_of_decision(decision->get("outcome")));
  }
}

/// What a request grants: of a monthly one each month.
std::int64_t granted(const Node& request, const Node& decision) {
  const auto amount = Money::parse(decision.get("amount"));
  return (amount ? amount->cents() : 0) * (request.has("months") ? checked_number(request.get("months")) : 1);
}

/// No more is committed on a request than it grants; told of the commitment that passes it.
void judge_grants(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::map<std::string_view, std::int64_t> committed;
  std::vector<const Node*> entries;
  std::ranges::copy_if(judged.records, std::back_inserter(entries), [](const Node* one) { return is_kind(*one, "entry") && one->has("request") && !one->has("reverses"); });
  std::ranges::stable_sort(entries, {}, [](const Node* one) { return std::pair(one->get("day"), one->get("id")); });
  for (const Node* entry : entries) {
    const Node* request = find_record(judged, "aid", entry->get("request"));
    const Node* decision = request ? request->find("decision") : nullptr;
    if (!decision || decision->get("outcome") != "acceptee") continue;
    const std::int64_t left = granted(*request, *decision) - committed[entry->get("request")];
    const std::int64_t asked = standing(entries_of(judged.records, entry->get("programme")), entry->get("id"));
    committed[entry->get("request")] += asked;
    if (left < asked) broken.push_back({entry, "amount", problem("L114"_m, cents_text(left), entry->get("request"), cents_text(asked))});
  }
}

/// What is committed on a request was granted.
void judge_requests(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "entry") || !record->has("request") || record->has("reverses")) continue;
    const Node* request = find_record(judged, "aid", record->get("request"));
    const Node* decision = request ? request->find("decision") : nullptr;
    if (!request) broken.push_back({record, "request", problem("L111"_m, record->get("request"))});
    else if (!decision || decision->get("outcome") != "acceptee")
      broken.push_back({record, "request", problem("L121"_m, record->get("request"), decision ? phrase("refused") : phrase("not decided yet"))});
  }
}

/// Money of a programme goes to who applied to it.
void judge_rights(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::set<std::string_view> applied;
  for (const Node* record : judged.records)
    if (is_kind(*record, "application")) applied.insert(record->get("programme"));
  for (const Node* record : judged.records)
    if ((is_kind(*record, "entry") || is_kind(*record, "guarantee")) && !applied.contains(record->get("programme")))
      broken.push_back({record, "programme", problem("L102"_m, record->get("programme"))});
}

/// No two entries that stand say the same under one voucher, in all dossiers.
using Vouchers = std::multimap<std::string, std::pair<std::string, Entry>>;  // voucher: case and entry
Vouchers all_vouchers(Knowledge& known) {
  Vouchers all;
  const auto rows = known.rows("SELECT e.voucher, e.case_id, e.id, e.kind, e.day, e.amount_cents, e.nature, e.line, e.service FROM entry e WHERE "
                               "e.voucher IS NOT NULL AND e.reverses IS NULL AND e.amount_cents > COALESCE((SELECT SUM(r.amount_cents) FROM entry r "
                               "WHERE r.case_id = e.case_id AND r.reverses = e.id), 0) ORDER BY e.case_id, e.id", {});
  if (rows)
    for (const auto& row : rows->rows)
      all.emplace(text_of(row[0]), std::pair(text_of(row[1]), Entry{text_of(row[2]), *entry_kind(text_of(row[3])), *Date::parse(text_of(row[4])),
                                                                     *Money::of_cents(std::get<std::int64_t>(row[5])), {}, {}, {}, text_of(row[0]), {},
                                                                     text_of(row[6]), text_of(row[7]), text_of(row[8])}));
  return all;
}

void judge_vouchers(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = case_of(judged.path);
  if (!id) return;
  std::vector<Entry> own;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "entry") || !record->has("voucher")) continue;
    const Entry entry = Entry::from(*record);
    if (standing(entries_of(judged.records, record->get("programme")), entry.id) <= 0) continue;
    const auto twice = std::ranges::find_if(own, [&](const Entry& one) { return is_said_twice(one, entry, true); });
    if (twice != own.end()) broken.push_back({record, "voucher", problem("L118"_m, entry.voucher, twice->id, id->shown())});
    own.push_back(entry);
    const auto& all = judged.known.kept<Vouchers>("vouchers", [&] { return all_vouchers(judged.known); });
    const auto [first, last] = all.equal_range(entry.voucher);
    const auto other = std::find_if(first, last, [&](const auto& one) {
      return one.second.first != id->text() && is_said_twice(one.second.second, entry, false);
    });
    if (other != last) broken.push_back({record, "voucher", problem("L118"_m, entry.voucher, other->second.second.id, CaseId::parse(other->second.first)->shown())});
  }
}

/// The programme's limits at every date, entries that name one that is not there.
void judge_ledgers(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::set<std::string, std::less<>> programmes;
  for (const Node* record : judged.records)
    if (is_kind(*record, "entry")) programmes.emplace(record->get("programme"));
  for (const std::string& code : programmes) {
    const Programme* programme = judged.known.programme(code);
    if (!programme) continue;
    const std::vector<Entry> ledger = entries_of(judged.records, code);
    for (Refusal& refusal : audit(ledger, rules_of(*programme)))
      broken.push_back({find_record(judged, "entry", ledger[refusal.entry].id), "", std::move(refusal.problem)});
  }
}

}  // namespace

std::span<const Rule> contract_rules() {
  static constexpr Rule rules[] = {
      {"contract.steps", "E101 L113 L140 L141 L142 L143 L144 L145 L146 L147", judge_contracts},
      {"contract.whose", "L111", judge_steps},
      {"contract.referents", "L157 L161", judge_referents},
      {"contract.calls", "L111 L160", judge_calls},
      {"contract.guarantee", "L158 L159", judge_guarantees},
      {"contract.called", "L241", judge_sums},
      {"contract.minor", "L153", judge_minors},
      {"contract.request", "L111 L121", judge_requests},
      {"contract.reasons", "L124", judge_reasons},
      {"contract.granted", "L114", judge_grants},
      {"contract.alone", "L242", judge_overlaps},
      {"contract.right", "L102", judge_rights},
      {"contract.voucher", "L118", judge_vouchers},
      {"contract.school", "I120 L103 L104 L105 L106", judge_admissions},
      {"contract.required", "L240", judge_required_contract},
      {"contract.usual", "L240", judge_usual_contract, Severity::warn},
      {"contract.aided", "L151", judge_required_aid},
      {"contract.aided_usually", "L151", judge_usual_aid, Severity::warn},
      {"contract.payee", "L119 L120", judge_payees, Severity::warn},
      {"contract.lines", "L165 L167", judge_lines},
      {"contract.spending", "L166", judge_spending},
      {"contract.ledger", "L110 L111 L112 L113 L114 L115 L116 L117", judge_ledgers},
  };
  return rules;
}

}  // namespace mloc::contract
