#include "mloc/enrol/rules/eligibility.hpp"

#include <algorithm>
#include <utility>

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
  Outcome operator()(const AtMost& most) const {
    const auto amount = quantity();
    return amount ? outcome_of(*amount <= most.limit.amount) : Outcome::unknown;
  }
  Outcome operator()(const AtLeast& least) const {
    const auto amount = quantity();
    return amount ? outcome_of(*amount >= least.limit.amount) : Outcome::unknown;
  }
  Outcome operator()(const OneOf& choice) const {
    return outcome_of(std::ranges::find(choice.codes, value) != choice.codes.end());
  }
  Outcome operator()(const StartsWith& start) const {
    return outcome_of(std::ranges::any_of(start.beginnings, [&](const std::string& one) { return value.starts_with(one); }));
  }
  Outcome operator()(const NotAfter& other) const {
    const auto day = Date::parse(value), limit = limit_of(other.limit);
    return day && limit ? outcome_of(*day <= *limit) : Outcome::unknown;
  }
  Outcome operator()(const Before& other) const {
    const auto day = Date::parse(value), limit = limit_of(other.limit);
    return day && limit ? outcome_of(*day < *limit) : Outcome::unknown;
  }

 private:
  /// A number of years stands in the record without cents.
  std::optional<Money> quantity() const {
    const auto number = whole_number(value);
    return number ? Money::of_cents(std::int64_t{*number} * 100) : Money::parse(value);
  }
  /// A day, or the field that holds one.
  std::optional<Date> limit_of(const std::string& said) const {
    const auto day = Date::parse(said);
    return day ? day : Date::parse(application.get(said));
  }
};

/// Met when any is; not met when all are known and none is. The value is that of the one that decided.
class AnyOf {
 public:
  void add(Outcome outcome, std::string value) {
    if (std::exchange(empty_, false) || rank(outcome) > rank(outcome_)) outcome_ = outcome, value_ = std::move(value);
  }
  Outcome outcome() const { return outcome_; }
  const std::string& value() const { return value_; }

 private:
  static int rank(Outcome outcome) { return outcome == Outcome::met ? 2 : outcome == Outcome::unknown ? 1 : 0; }
  bool empty_ = true;
  Outcome outcome_ = Outcome::unknown;
  std::string value_;
};

/// The value that the application has in a field; the age is that of its day, from the birth date where that is known.
std::string value_of(const Node& application, const std::string& field, std::optional<Date> birth_date, std::optional<Date> received) {
  if (field != "age" || !birth_date || !received) return std::string(application.get(field));
  return *birth_date <= *received ? std::to_string(age_on(*birth_date, *received)) : std::string();
}

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
    AnyOf met;
    for (const Comparison& one : criterion.any_of) {
      std::string value = value_of(application, one.field, birth_date, received);
      const Outcome outcome = value.empty() ? Outcome::unknown : std::visit(Put{value, application}, one.rule);
      met.add(outcome, std::move(value));
    }
    judged.checks.push_back({criterion.code, criterion.field(), criterion.text(), met.outcome(), met.value()});
  }
  return judged;
}

}  // namespace mloc::enrol
