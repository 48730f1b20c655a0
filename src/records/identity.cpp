#include "mloc/records/identity.hpp"

#include "mloc/base/phrases.hpp"

namespace mloc {

std::optional<Problem> fault_of_names(const Node& identity) {
  const bool single = identity.get("single_name") == "true";
  if (!single && !identity.has("first_name")) return problem("I176"_m, phrase("there is no first name"));
  if (single && identity.has("first_name")) return problem("I176"_m, phrase("there is a first name, and one name only is said"));
  return std::nullopt;
}

}  // namespace mloc
