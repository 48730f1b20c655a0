#pragma once
#include <optional>

#include "mloc/base/date.hpp"
#include "mloc/base/when.hpp"

namespace mloc::facts {

/// What a day is measured by: the last day that is no future, the birth of the person, the beginnings of the office.
struct Measures {
  Date last;
  std::optional<Date> born, founded;
};
/// The first day on which somebody of a mission locale can have done something: the tenth birthday of the person, the year of
/// the first missions locales.
Date first_act(const Measures& measures);
/// Why the day cannot be: it lies ahead, before the person's birth, before anybody can have acted. P190, P191.
std::optional<Problem> impossible(When when, Date day, const Measures& measures);
/// An act before the office was founded is only strange: offices merge. P192.
std::optional<Problem> strange(When when, Date day, const Measures& measures);

}  // namespace mloc::facts
