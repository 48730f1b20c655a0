#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/node.hpp"
#include "mloc/base/result.hpp"

namespace mloc::contract {

/// From which value on a commitment is at risk, and from which broken. Absences are those from lessons, missed contacts
/// the meetings with the referent, both without excuse.
struct Threshold {
  enum class Measure : std::uint8_t { absences, missed_contacts, days_overdue };
  std::string commitment;
  Measure measure = Measure::absences;
  int at_risk = 0;
  int broken = 0;
};

std::string_view measure_text(Threshold::Measure measure);

/// What a programme's file says of its contract.
struct ContractTerms {
  int months = 0;            ///< at most so long, renewals included
  int guarantee_months = 0;  ///< of a rent guarantee, at most; 0: there is none
  std::vector<std::string> young, institution;  ///< commitments of the two sides
  std::vector<Threshold> follow;
  bool couples = false;   ///< two of a household sign one contract
  int review_months = 0;  ///< a review every so many months; 0: none is planned

  /// From the tree of a programme's file; none when it has no contract.
  static std::optional<ContractTerms> from(const Node& programme);
};

/// A step after the opening, as its record says it.
struct ContractStep {
  std::string id;
  Date day;
  std::string step;        ///< of etape_contrat
  std::string party;       ///< of a signature
  std::string commitment;  ///< of a warning, a hearing, a breach
  std::optional<Date> until;
  static ContractStep from(const Node& record);
};

/// A contract with its steps, in any order.
struct Contract {
  std::string id, programme, draw;
  Date opened, starts, ends;
  bool couple = false, representative = false;
  std::vector<std::string> young;
  std::vector<ContractStep> steps;
  std::string partner = {};  ///< case of the other of a couple who signs it, too; or empty
  static Contract from(const Node& record);

  /// Who has to sign, in the order of partie_contrat.
  std::vector<std::string> parties() const;
  std::vector<std::string> unsigned_parties(Date day) const;
};

/// The list of which a step, or a decision on a request for aid, takes its reason; empty where it has none.
std::string_view reasons_of_step(std::string_view step);
std::string_view reasons_of_decision(std::string_view outcome);

enum class ContractState : std::uint8_t { waiting, signed_only, running, suspended, expired, breached, ended };
std::string_view state_text(ContractState state);
/// `waiting`: not signed by all; `signed_only`: signed, its first day is to come.
ContractState state_on(const Contract& contract, Date day);
/// The last day, renewals up to `day` counted.
Date last_day(const Contract& contract, Date day);

/// When the next review is planned, a review or the first day being the last; none when the contract ends before.
std::optional<Date> next_review(const Contract& contract, const ContractTerms& terms, Date day);

/// Whether the step may be taken (Exit::rule): L140 to L146.
Result<> admit_step(const Contract& contract, const ContractStep& next, const ContractTerms& terms);
/// The rules that a new contract must meet: its first day before the last, within the programme's length.
Result<> admit_contract(const Contract& contract, const ContractTerms& terms);

enum class Kept : std::uint8_t { kept, at_risk, broken };
std::string_view kept_text(Kept kept);
Kept judge(const Threshold& threshold, int value);

/// Somebody is in charge of a case from `starts` to `ends`, both included.
struct Charge {
  std::string id, staff;
  Date starts;
  std::optional<Date> ends;
};
/// The referent of a day, or nullptr.
const Charge* referent_on(std::span<const Charge> charges, Date day);
/// Two that share a day, or nothing: one active referent on any day.
std::optional<std::pair<std::string, std::string>> overlapping(std::span<const Charge> charges);

}  // namespace mloc::contract
