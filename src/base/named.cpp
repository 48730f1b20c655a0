#include "mloc/base/named.hpp"

namespace mloc {

std::string joined(const std::vector<Named<std::string>>& parts, std::string_view between) {
  std::string text;
  for (const auto& [name, value] : parts) {
    if (!text.empty()) text += between;
    text += name + "=" + value;
  }
  return text;
}

}  // namespace mloc
