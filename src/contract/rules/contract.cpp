#include "mloc/contract/rules/contract.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/number.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/base/values.hpp"
#include "refuse.hpp"

namespace mloc::contract {
namespace {

constexpr std::array<std::string_view, 3> measures = {"absences", "missed_contacts", "days_overdue"};

Threshold::Measure measure_of(std::string_view text) {
  return static_cast<Threshold::Measure>(std::ranges::find(measures, text) - measures.begin());
}

/// The steps up to a day in the order of their days.
std::vector<ContractStep> steps_until(const Contract& contract, Date day) {
  std::vector<ContractStep> steps;
  for (const ContractStep& step : contract.steps)
    if (step.day <= day) steps.push_back(step);
  std::ranges::stable_sort(steps, {}, &ContractStep::day);
  return steps;
}

const ContractStep* last_step(const std::vector<ContractStep>& steps, std::string_view name, std::string_view commitment = {}) {
  const ContractStep* found = nullptr;
  for (const ContractStep& step : steps)
    if (step.step == name && (commitment.empty() || step.commitment == commitment)) found = &step;
  return found;
}

Result<> admit_signature(const Contract& contract, const ContractStep& next) {
  const auto parties = contract.parties();
  if (std::ranges::find(parties, next.party) == parties.end()) return refuse(problem("L141"_m, next.party, joined(parties, ", ")));
  const auto open = contract.unsigned_parties(*Date::of(9999, 12, 31));
  if (std::ranges::find(open, next.party) == open.end()) return refuse(problem("L142"_m, next.party));
  return {};
}

Result<> admit_renewal(const Contract& contract, const ContractStep& next, const ContractTerms& terms) {
  if (!next.until || *next.until <= last_day(contract, next.day))
    return refuse(problem("L143"_m, next.until ? Phrase(next.until->text()) : phrase("no day"), last_day(contract, next.day).text()));
  const Date longest = contract.starts.plus_months(terms.months).plus_days(-1);
  if (longest < *next.until) return refuse(problem("L144"_m, next.until->text(), terms.months, longest.text()));
  return {};
}

/// A breach follows a hearing, and a hearing a warning, for the same commitment.
Result<> admit_order(const Contract& contract, const ContractStep& next) {
  if (std::ranges::find(contract.young, next.commitment) == contract.young.end())
    return refuse(problem("L145"_m, next.commitment, joined(contract.young, ", ")));
  const auto steps = steps_until(contract, next.day);
  const ContractStep* warning = last_step(steps, "avertissement", next.commitment);
  const ContractStep* hearing = last_step(steps, "audition", next.commitment);
  if (next.step != "avertissement" && !warning) return refuse(problem("L146"_m, next.step, "avertissement", next.commitment));
  if (next.step == "rupture" && (!hearing || hearing->day < warning->day))
    return refuse(problem("L146"_m, next.step, "audition", next.commitment));
  return {};
}

}  // namespace

std::string_view measure_text(Threshold::Measure measure) { return measures[static_cast<std::size_t>(measure)]; }

std::optional<ContractTerms> ContractTerms::from(const Node& programme) {
  const Node* tree = programme.find("contract");
  if (!tree) return std::nullopt;
  ContractTerms terms{checked_number(tree->get("months")), checked_number(tree->get("guarantee_months")), texts_of(programme.find("commitments")),
                      texts_of(tree->find("institution")), {}, tree->get("couples") == "true", checked_number(tree->get("review_months"))};
  if (const Node* follow = tree->find("follow"))
    for (const Node& one : *follow)
      terms.follow.push_back({std::string(one.get("commitment")),
                              measure_of(one.get("measure")),
                              checked_number(one.get("at_risk")), checked_number(one.get("broken"))});
  return terms;
}

ContractStep ContractStep::from(const Node& record) {
  const auto text = [&](std::string_view name) { return std::string(record.get(name)); };
  return {text("id"), *Date::parse(record.get("day")), text("step"), text("party"), text("commitment"), Date::parse(record.get("until"))};
}

Contract Contract::from(const Node& record) {
  const auto text = [&](std::string_view name) { return std::string(record.get(name)); };
  return {text("id"), text("programme"), text("draw"), *Date::parse(record.get("day")), *Date::parse(record.get("starts")),
          *Date::parse(record.get("ends")), record.get("couple") == "true", record.get("representative") == "true",
          texts_of(record.find("young")), {}, text("partner")};
}

std::vector<std::string> Contract::parties() const {
  std::vector<std::string> all{"jeune"};
  if (couple) all.emplace_back("conjoint");
  if (representative) all.emplace_back("representant_legal");
  all.emplace_back("institution");
  return all;
}

std::vector<std::string> Contract::unsigned_parties(Date day) const {
  std::vector<std::string> open;
  for (const std::string& party : parties()) {
    const bool has_signed = std::ranges::any_of(steps, [&](const ContractStep& step) {
      return step.step == "signature" && step.party == party && step.day <= day;
    });
    if (!has_signed) open.push_back(party);
  }
  return open;
}

std::string_view reasons_of_step(std::string_view step) {
  return step == "suspension" ? "motif_suspension_contrat" : step == "rupture" ? "motif_rupture_contrat" : step == "fin" ? "fin_contrat_engagement" : "";
}

std::string_view reasons_of_decision(std::string_view outcome) { return outcome == "acceptee" ? "motif_accord_aide" : "motif_refus_aide"; }

std::string_view state_text(ContractState state) {
  constexpr std::array<std::string_view, 7> words = {"to_sign", "signed", "running", "suspended", "expired", "breached", "ended"};
  return words[static_cast<std::size_t>(state)];
}

Date last_day(const Contract& contract, Date day) {
  Date last = contract.ends;
  for (const ContractStep& step : contract.steps)
    if (step.step == "renouvellement" && step.day <= day && step.until) last = std::max(last, *step.until);
  return last;
}

ContractState state_on(const Contract& contract, Date day) {
  const auto steps = steps_until(contract, day);
  if (last_step(steps, "rupture")) return ContractState::breached;
  if (last_step(steps, "fin")) return ContractState::ended;
  if (!contract.unsigned_parties(day).empty()) return ContractState::waiting;
  if (last_day(contract, day) < day) return ContractState::expired;
  if (day < contract.starts) return ContractState::signed_only;
  const ContractStep* suspension = last_step(steps, "suspension");
  const ContractStep* resumption = last_step(steps, "reprise");
  const bool suspended = suspension && (!resumption || resumption->day < suspension->day);
  return suspended ? ContractState::suspended : ContractState::running;
}

std::optional<Date> next_review(const Contract& contract, const ContractTerms& terms, Date day) {
  const ContractState state = state_on(contract, day);
  const bool goes_on = state == ContractState::signed_only || state == ContractState::running || state == ContractState::suspended;
  if (terms.review_months == 0 || !goes_on) return std::nullopt;
  const std::vector<ContractStep> steps = steps_until(contract, day);
  const ContractStep* review = last_step(steps, "point");
  const Date next = (review ? review->day : contract.starts).plus_months(terms.review_months);
  return last_day(contract, day) < next ? std::nullopt : std::optional(next);
}

Result<> admit_step(const Contract& contract, const ContractStep& next, const ContractTerms& terms) {
  const ContractState state = state_on(contract, *Date::of(9999, 12, 31));
  if (state == ContractState::breached || state == ContractState::ended) return refuse(problem("L140"_m, state_text(state)));
  if (next.day < contract.opened) return refuse(problem("L113"_m, next.day.text(), contract.id, contract.opened.text()));
  if (next.step == "signature") return admit_signature(contract, next);
  if (next.step == "fin") return {};
  const ContractState now = state_on(contract, next.day);
  const bool in_force = now == ContractState::running || now == ContractState::suspended || now == ContractState::signed_only;
  if (!in_force) return refuse(problem("L147"_m, next.step, state_text(now)));
  if ((next.step == "reprise") != (now == ContractState::suspended) && (next.step == "reprise" || next.step == "suspension"))
    return refuse(problem("L147"_m, next.step, state_text(now)));
  if (next.step == "renouvellement") return admit_renewal(contract, next, terms);
  if (next.step == "avertissement" || next.step == "audition" || next.step == "rupture") return admit_order(contract, next);
  return {};
}

Result<> admit_contract(const Contract& contract, const ContractTerms& terms) {
  const Date longest = contract.starts.plus_months(terms.months).plus_days(-1);
  if (contract.ends < contract.starts)
    return refuse(problem("E101"_m, "ends", contract.ends.text(), "starts", contract.starts.text()));
  if (longest < contract.ends) return refuse(problem("L144"_m, contract.ends.text(), terms.months, longest.text()));
  return {};
}

std::string_view kept_text(Kept kept) {
  constexpr std::array<std::string_view, 3> words = {"kept", "at_risk", "broken"};
  return words[static_cast<std::size_t>(kept)];
}

Kept judge(const Threshold& threshold, int value) {
  if (value >= threshold.broken) return Kept::broken;
  return value >= threshold.at_risk ? Kept::at_risk : Kept::kept;
}

const Charge* referent_on(std::span<const Charge> charges, Date day) {
  for (const Charge& charge : charges)
    if (charge.starts <= day && (!charge.ends || day <= *charge.ends)) return &charge;
  return nullptr;
}

std::optional<std::pair<std::string, std::string>> overlapping(std::span<const Charge> charges) {
  for (std::size_t i = 0; i < charges.size(); ++i)
    for (std::size_t j = i + 1; j < charges.size(); ++j) {
      const Charge &a = charges[i], &b = charges[j];
      const bool before = a.ends && *a.ends < b.starts, after = b.ends && *b.ends < a.starts;
      if (!before && !after) return std::pair(a.id, b.id);
    }
  return std::nullopt;
}

}  // namespace mloc::contract
