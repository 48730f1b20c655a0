#include "mloc/enrol/rules/eligibility.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"

namespace mloc::enrol {
namespace {

Outcome outcome_of(bool met) { return met ? Outcome::met : Outcome::not_met; }

/// Puts a value to a rule; no value, or one of another kind than the rule's, is unknown.
struct Put {
  std::string_view value;
  const Node& application;

  Outcome operator()(Between range) const {
    const auto number = whole_number(value);
    return number ? outcome_of(range.least <= *number && *number <= range.most) : Outcome::unknown;
  }
  Outcome operator()(Is flag) const {
    if (value != "true" && value != "false") return Outcome::unknown;
    return outcome_of((value == "true") == flag.wanted);
  }
  Outcome operator()(AtMost limit) const {
    const auto amount = Money::parse(value);
    return amount ? outcome_of(*amount <= limit.limit) : Outcome::unknown;
  }
  Outcome operator()(const OneOf& choice) const {
    return outcome_of(std::ranges::find(choice.codes, value) != choice.codes.end());
  }
  Outcome operator()(const StartsWith& start) const {
    return outcome_of(std::ranges::any_of(start.beginnings, [&](const std::string& one) { return value.starts_with(one); }));
  }
  Outcome operator()(const NotAfter& other) const {
    const auto day = Date::parse(value), limit = Date::parse(application.get(other.field));
    return day && limit ? outcome_of(*day <= *limit) : Outcome::unknown;
  }
};

}  // namespace

std::string_view outcome_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::met: return "met";
    case Outcome::not_met: return "not_met";
    default: return "unknown";
  }
}

bool Eligibility::eligible() const { return reason().empty(); }

std::string_view Eligibility::reason() const {
  if (window != Outcome::met) return "window";
  const auto failed = std::ranges::find_if(checks, [](const auto& check) { return check.outcome != Outcome::met; });
  return failed == checks.end() ? std::string_view{} : std::string_view(failed->code);
}

Eligibility judge(const Node& application, std::optional<Date> birth_date, const Programme& programme) {
  // The schema makes `received` a day of the calendar; a record without one is never eligible.
  const auto received = Date::parse(application.get("received"));
  Eligibility judged{received.value_or(programme.runs.first), Outcome::unknown, {}};
  if (received) judged.window = outcome_of(!programme.window || programme.window->contains(*received));
  for (const Criterion& criterion : programme.criteria) {
    std::string value(application.get(criterion.field));
    if (criterion.field == "age" && birth_date && received)
      value = *birth_date <= *received ? std::to_string(age_on(*birth_date, *received)) : std::string{};
    const Outcome outcome = value.empty() ? Outcome::unknown : std::visit(Put{value, application}, criterion.rule);
    judged.checks.push_back({criterion.code, criterion.field, criterion.text(), outcome, std::move(value)});
  }
  return judged;
}

}  // namespace mloc::enrol
