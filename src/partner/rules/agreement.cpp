#include "mloc/partner/rules/agreement.hpp"

namespace mloc::partner {

std::string school_on(std::span<const Assigned> assignments, Date day) {
  const Assigned* last = nullptr;
  const Assigned* first = nullptr;
  for (const Assigned& one : assignments) {
    if (!first || one.starts < first->starts) first = &one;
    if (one.starts <= day && (!last || last->starts <= one.starts)) last = &one;
  }
  const Assigned* found = last ? last : first;
  return found ? found->school : std::string();
}

Agreed agreed_on(std::span<const AgreementPeriod> agreements, std::string_view programme, Date day) {
  Agreed agreed = Agreed::missing;
  for (const AgreementPeriod& one : agreements) {
    if (one.programme != programme) continue;
    if (one.starts <= day && day <= one.ends) return Agreed::yes;
    agreed = Agreed::outside;
  }
  return agreed;
}

}  // namespace mloc::partner
