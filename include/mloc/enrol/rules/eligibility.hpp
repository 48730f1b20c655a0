#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/programme/programme.hpp"

namespace mloc::enrol {

enum class Outcome { met, not_met, unknown };
std::string_view outcome_text(Outcome outcome);  ///< `met`, `not_met`, `unknown`

/// One criterion put to one application.
struct CriterionCheck {
  std::string code;
  std::string field;
  std::string wanted;  ///< `Criterion::text`
  Outcome outcome = Outcome::unknown;
  std::string value;  ///< the one that was used; empty when unknown
};
struct Eligibility {
  Date day;                         ///< the application's, on which every criterion is judged
  Outcome window = Outcome::met;    ///< received while applications were open
  std::vector<CriterionCheck> checks;
  bool eligible() const;
  /// `window`, else the first criterion that is not met or unknown; empty when eligible. Counting by it counts every
  /// excluded application once.
  std::string_view reason() const;
};

/// An application record against its programme. The age is that of the application's day, from the birth date when it
/// is given, else the record's; an unknown value does not meet a criterion.
Eligibility judge(const Node& application, std::optional<Date> birth_date, const Programme& programme);

}  // namespace mloc::enrol
