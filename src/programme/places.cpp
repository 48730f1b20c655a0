#include "mloc/programme/places.hpp"

namespace mloc {

std::optional<Policy> parse_policy(std::string_view text) {
  for (const Policy policy : {Policy::skip, Policy::stop, Policy::over})
    if (text == policy_text(policy)) return policy;
  return std::nullopt;
}
std::string_view policy_text(Policy policy) {
  switch (policy) {
    case Policy::stop: return "stop";
    case Policy::over: return "over";
    default: return "skip";
  }
}

}  // namespace mloc
