#include "possible_day.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"

namespace mloc::facts {
namespace {

/// Who was born on 29 February has no birthday in most years; `plus_months` takes the day before.
constexpr int first_age = 10;

}  // namespace

Date first_act(const Measures& measures) {
  // 1982: the ordinance of 26 March that made them.
  const Date first = *Date::of(1982, 1, 1);
  return measures.born ? std::max(first, measures.born->plus_months(12 * first_age)) : first;
}

std::optional<Problem> impossible(When when, Date day, const Measures& measures) {
  if (when == When::any) return std::nullopt;
  if (when != When::planned && measures.last < day) return problem("P190"_m, day.text(), measures.last.text());
  const Date first = when == When::act ? first_act(measures) : measures.born.value_or(*Date::of(1900, 1, 1));
  if (day < first) return problem("P191"_m, day.text(), first.text());
  return std::nullopt;
}

std::optional<Problem> strange(When when, Date day, const Measures& measures) {
  if (when != When::act || !measures.founded || *measures.founded <= day) return std::nullopt;
  return problem("P192"_m, day.text(), measures.founded->text());
}

}  // namespace mloc::facts
