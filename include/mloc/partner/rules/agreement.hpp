#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mloc/base/date.hpp"

namespace mloc::partner {

/// From `starts` on a learner is at `school`.
struct Assigned {
  Date starts;
  std::string school;
};
/// The school on `day`: that of the last assignment that has started, else of the first one to come; empty without any.
std::string school_on(std::span<const Assigned> assignments, Date day);

/// An agreement of a partner with a programme; both days belong to it.
struct AgreementPeriod {
  std::string programme;
  Date starts;
  Date ends;
};
enum class Agreed : std::uint8_t { yes, outside, missing };
/// `missing`: no agreement with the programme is recorded at all, which is accepted with a warning; `outside` is not.
Agreed agreed_on(std::span<const AgreementPeriod> agreements, std::string_view programme, Date day);

}  // namespace mloc::partner
